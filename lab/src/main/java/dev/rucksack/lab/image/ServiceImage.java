package dev.rucksack.lab.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A service as its Dockerfile makes it, without Docker, or at least with the Dockerfile's flags.
 *
 * @param directory where the service must be started
 * @param command what starts it
 * @param environment the image's settings of JVM and malloc
 * @param jvm what runs it, in words
 */
public record ServiceImage(
        String name, Path directory, List<String> command, Map<String, String> environment, String jvm) {

    private static final Pattern SETTING = Pattern.compile("(JAVA_TOOL_OPTIONS|MALLOC_\\w+)=(?:\"([^\"]*)\"|(\\S+))");
    private static final Pattern TRAINING = Pattern.compile("train (\\d+) \\\\\\s+(.+?) -- ");
    private static final Pattern BEFORE_JAVA = Pattern.compile("ENTRYPOINT \\[\"tini\", \"--\", (.*?)\"java\"");
    private static final String CACHE = "app.aot";
    private static final String BEANS_BY_BUILD = "-Dspring.aot.enabled=true";

    /**
     * The jar unpacked, its AOT cache trained by the same script with the same requests as in the build of the image. Made below the
     * module's target directory, unless it was made of the present jar with this JVM before. With a JVM older than 25 there
     * is no cache.
     *
     * @param root the checkout, packaged with the profile {@code image}
     * @throws IOException when there is no jar, or when unpacking or training fails
     */
    public static ServiceImage of(String name, Path root, Path java) throws IOException, InterruptedException {
        String dockerfile = Files.readString(root.resolve(name).resolve("Dockerfile"));
        Path jar = jar(name, root);
        Path made = root.resolve(name + "/target/image");
        Path directory = made.resolve("app");
        Path cache = directory.resolve(CACHE);
        int release = release(java);
        Map<String, String> environment = settings(dockerfile);
        Path madeWith = made.resolve("made-with");
        // By content: the build gives every jar the same time
        CRC32 content = new CRC32();
        content.update(Files.readAllBytes(jar));
        String maker = java + " " + content.getValue() + " " + environment;
        if (!Files.exists(madeWith) || !Files.readString(madeWith).equals(maker)) {
            run(root, Map.of(), List.of("rm", "-rf", made.toString()));
            Files.createDirectories(directory);
            run(
                    root,
                    Map.of(),
                    List.of(
                            java.toString(),
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--force",
                            "--destination",
                            directory.toString()));
            if (release >= 25) {
                train(name, root, java, directory, dockerfile, environment);
            }
            Files.writeString(madeWith, maker);
        }
        boolean cached = Files.exists(cache);
        List<String> command = beforeJava(dockerfile);
        command.add(java.toString());
        if (cached) {
            command.add("-XX:AOTCache=" + CACHE);
        }
        command.addAll(List.of(BEANS_BY_BUILD, "-jar", name + ".jar"));
        String jvm = "JVM " + release + (cached ? " with" : " without") + " AOT cache";
        return new ServiceImage(name, directory, command, environment, jvm);
    }

    /**
     * The jar as any build leaves it, with this JVM's executable: starts slower.
     *
     * @throws IOException when there is no jar
     */
    public static ServiceImage ofJar(String name, Path root) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String dockerfile = Files.readString(root.resolve(name).resolve("Dockerfile"));
        List<String> command = beforeJava(dockerfile);
        command.addAll(List.of(java, "-jar", jar(name, root).toString()));
        return new ServiceImage(
                name,
                root,
                command,
                settings(dockerfile),
                "JVM " + Runtime.version().feature() + " with the jar as it is");
    }

    private static Path jar(String name, Path root) throws IOException {
        Path jar = root.resolve(name + "/target/" + name + ".jar");
        if (!Files.exists(jar)) {
            throw new IOException(name + " is not built. Run ./mvnw -DskipTests package.");
        }
        return jar;
    }

    private static void train(
            String name, Path root, Path java, Path directory, String dockerfile, Map<String, String> environment)
            throws IOException, InterruptedException {
        Matcher training = TRAINING.matcher(dockerfile);
        if (!training.find()) {
            throw new IOException("No training in the Dockerfile of " + name);
        }
        Path home = Files.createDirectories(directory.resolveSibling("home"));
        Map<String, String> all = new TreeMap<>(environment);
        all.put("RUCKSACK_HOME", home.toString());
        all.put("SERVER_PORT", training.group(1));
        List<String> command =
                new ArrayList<>(List.of(root.resolve("docker/train").toString(), training.group(1)));
        command.addAll(List.of(training.group(2).split(" ")));
        command.addAll(
                List.of("--", java.toString(), "-XX:AOTCacheOutput=" + CACHE, BEANS_BY_BUILD, "-jar", name + ".jar"));
        run(directory, all, command);
    }

    /** What the image starts Java by: how it is scheduled. */
    private static List<String> beforeJava(String dockerfile) throws IOException {
        Matcher entry = BEFORE_JAVA.matcher(dockerfile);
        if (!entry.find()) {
            throw new IOException("No ENTRYPOINT with java in the Dockerfile");
        }
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("\"([^\"]*)\", ").matcher(entry.group(1));
        while (word.find()) {
            words.add(word.group(1));
        }
        return words;
    }

    private static Map<String, String> settings(String dockerfile) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        Matcher setting = SETTING.matcher(dockerfile);
        while (setting.find()) {
            settings.put(setting.group(1), setting.group(2) == null ? setting.group(3) : setting.group(2));
        }
        if (!settings.containsKey("JAVA_TOOL_OPTIONS")) {
            throw new IOException("No JAVA_TOOL_OPTIONS in the Dockerfile");
        }
        return settings;
    }

    /** The number of the Java release that this JVM has. */
    private static int release(Path java) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(java.toString(), "-XshowSettings:properties", "-version")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        Matcher version =
                Pattern.compile("java\\.specification\\.version = (\\d+)").matcher(said);
        if (!version.find()) {
            throw new IOException(java + " does not say its version");
        }
        return Integer.parseInt(version.group(1));
    }

    private static void run(Path directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said);
        }
    }
}
