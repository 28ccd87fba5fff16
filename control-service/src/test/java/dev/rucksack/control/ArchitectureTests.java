package dev.rucksack.control;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the design: web, metrics and health may use the domain, adapters too, and only config sees both. */
@AnalyzeClasses(
        packages = "dev.rucksack.control",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTests.WrittenByHand.class})
class ArchitectureTests {

    /** Leaves out what Spring generates in a build of the profile {@code image}. */
    static final class WrittenByHand implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("__");
        }
    }

    private static final String ROOT = "dev.rucksack.control";
    private static final String[] DOMAIN = {
        ROOT + ".panel", ROOT + ".bonding", ROOT + ".bonding.steering", ROOT + ".desk", ROOT + ".encoder"
    };
    private static final String[] ADAPTERS = {
        ROOT + ".panel.serial", ROOT + ".bonding.speedify", ROOT + ".bonding.kernel..", ROOT + ".encoder.http"
    };
    private static final String[] FRONT = {ROOT + ".web..", ROOT + ".metrics..", ROOT + ".health.."};
    private static final String CONFIG = ROOT + ".config..";

    @ArchTest
    static final ArchRule theDomainIsPlainJava = noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.springframework..",
                    "tools.jackson..",
                    "com.fasterxml..",
                    "io.micrometer..",
                    "com.fazecast..",
                    "jakarta..",
                    "java.net.."))
            .because("a domain that knows no library can be tried in a table");

    @ArchTest
    static final ArchRule theDomainKnowsNobody = noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage(ADAPTERS).or(resideInAnyPackage(FRONT)).or(resideInAnyPackage(CONFIG)));

    @ArchTest
    static final ArchRule frontAndAdaptersDoNotMeet = noClasses()
            .that()
            .resideInAnyPackage(FRONT)
            .should()
            .dependOnClassesThat(resideInAnyPackage(ADAPTERS).or(resideInAnyPackage(CONFIG)));

    @ArchTest
    static final ArchRule adaptersKnowTheDomainOnly = noClasses()
            .that()
            .resideInAnyPackage(ADAPTERS)
            .should()
            .dependOnClassesThat(resideInAnyPackage(FRONT)
                    .or(resideInAnyPackage(CONFIG))
                    .or(resideInAnyPackage("org.springframework..")));

    @ArchTest
    static final ArchRule onlyThePanelsAdapterOpensSerialPorts = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".panel.serial")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fazecast..");

    @ArchTest
    static final ArchRule onlyTheDevicesRoomCallsTheCLibrary = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".bonding.kernel.device")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule onlySpeedifysAdapterStartsProcesses = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".bonding.speedify")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Runtime");

    @ArchTest
    static final ArchRule theBondIsWhatItIsSteeredOrNot = noClasses()
            .that()
            .resideInAPackage(ROOT + ".bonding")
            .or()
            .resideInAPackage(ROOT + ".desk")
            .or()
            .resideInAPackage(ROOT + ".bonding.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".bonding.steering..");

    @ArchTest
    static final ArchRule onlyMetricsNamesMeters = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".metrics..", ROOT + ".config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus..");

    @ArchTest
    static final ArchRule propertiesAreBoundInConfigOnly = noClasses()
            .that()
            .resideOutsideOfPackage(CONFIG)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.boot.context.properties..");

    @ArchTest
    static final ArchRule theDomainHasNoCycles =
            slices().matching(ROOT + ".(panel|bonding|desk|encoder)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule configIsNobodysLibrary =
            classes().that().resideInAPackage(CONFIG).should().onlyBeAccessed().byAnyPackage(CONFIG, ROOT);
}
