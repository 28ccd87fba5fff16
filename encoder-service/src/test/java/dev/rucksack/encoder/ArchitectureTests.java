package dev.rucksack.encoder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of design §3. */
@AnalyzeClasses(
        packages = "dev.rucksack.encoder",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTests.WrittenByHand.class})
class ArchitectureTests {

    /** Leaves out what Spring generates in a build of the profile {@code image}. */
    static final class WrittenByHand implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("__");
        }
    }

    private static final String ROOT = "dev.rucksack.encoder.";

    private static final String[] DOMAIN =
            in("stream", "frame", "sound", "flv", "uplink", "recording", "settings", "broadcast");
    private static final String[] ADAPTERS = in("ffmpeg", "capture", "store", "socket");
    private static final String[] FACES = in("api", "metrics", "health", "actuator");

    private static String[] in(String... packages) {
        return java.util.Arrays.stream(packages).map(name -> ROOT + name + "..").toArray(String[]::new);
    }

    @ArchTest
    static final ArchRule domainIsPlainJava = noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "tools.jackson..",
                    "com.fasterxml.jackson..",
                    "io.micrometer..",
                    "io.prometheus..",
                    "org.yaml..",
                    "jakarta..",
                    "ch.qos.logback..");

    @ArchTest
    static final ArchRule domainKnowsNeitherAdaptersNorFaces = noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(join(ADAPTERS, FACES, in("config", "logging")));

    @ArchTest
    static final ArchRule facesDoNotKnowAdapters = noClasses()
            .that()
            .resideInAnyPackage(FACES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(join(ADAPTERS, in("config")));

    @ArchTest
    static final ArchRule adaptersDoNotKnowFaces = noClasses()
            .that()
            .resideInAnyPackage(ADAPTERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(join(FACES, in("config"), new String[] {"org.springframework.."}));

    @ArchTest
    static final ArchRule wiringIsInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "config..", ROOT + "api..", "dev.rucksack.encoder")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.context..", "org.springframework.beans..")
            .orShould()
            .beAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties");

    @ArchTest
    static final ArchRule onlyFfmpegStartsProcesses = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "ffmpeg..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class);

    @ArchTest
    static final ArchRule onlySocketCallsTheCLibrary = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "socket..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule noCycles = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatItIs =
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)");

    private static String[] join(String[]... parts) {
        return java.util.Arrays.stream(parts).flatMap(java.util.Arrays::stream).toArray(String[]::new);
    }
}
