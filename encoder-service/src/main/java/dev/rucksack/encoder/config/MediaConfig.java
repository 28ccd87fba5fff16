package dev.rucksack.encoder.config;

import dev.rucksack.encoder.broadcast.Encoders;
import dev.rucksack.encoder.broadcast.LiveWorks;
import dev.rucksack.encoder.broadcast.SettingsDesk;
import dev.rucksack.encoder.broadcast.Slates;
import dev.rucksack.encoder.broadcast.Sources;
import dev.rucksack.encoder.capture.AlsaDevices;
import dev.rucksack.encoder.capture.CaptureSources;
import dev.rucksack.encoder.capture.V4l2Devices;
import dev.rucksack.encoder.ffmpeg.Children;
import dev.rucksack.encoder.ffmpeg.ChildrenFile;
import dev.rucksack.encoder.ffmpeg.FfmpegEncoders;
import dev.rucksack.encoder.ffmpeg.FfmpegProgram;
import dev.rucksack.encoder.ffmpeg.FfmpegPublishers;
import dev.rucksack.encoder.ffmpeg.FfmpegRemuxer;
import dev.rucksack.encoder.ffmpeg.SocketDirectory;
import dev.rucksack.encoder.ffmpeg.StillDecoder;
import dev.rucksack.encoder.ffmpeg.Workshop;
import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.host.KernelTime;
import dev.rucksack.encoder.recording.Disk;
import dev.rucksack.encoder.recording.Recordings;
import dev.rucksack.encoder.settings.KeyMask;
import dev.rucksack.encoder.socket.SendQueues;
import dev.rucksack.encoder.store.SlateFiles;
import dev.rucksack.encoder.stream.RestartPolicy;
import dev.rucksack.encoder.uplink.Uplinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Processes, devices and connections. */
@Configuration(proxyBeanMethods = false)
class MediaConfig {

    private static final Logger log = LoggerFactory.getLogger(MediaConfig.class);

    @Bean
    Children children(RucksackProperties properties, KeyMask mask) {
        Children children =
                new Children(new ChildrenFile(properties.home().toAbsolutePath().resolve("children.json")), mask);
        int orphans = children.endOrphans();
        if (orphans > 0) {
            log.info("Ended {} processes that an earlier run left behind", orphans);
        }
        return children;
    }

    @Bean
    SocketDirectory socketDirectory() {
        return new SocketDirectory();
    }

    @Bean
    Workshop workshop(RucksackProperties properties, Children children, SocketDirectory sockets, LongSupplier nanos) {
        return new Workshop(program(properties.ffmpeg().path()), children, sockets, RestartPolicy.PROCESS, nanos);
    }

    /** Without a working ffmpeg there is no stream, but there is a page that says so. */
    private static FfmpegProgram program(String path) {
        try {
            return FfmpegProgram.at(path);
        } catch (IOException e) {
            log.error("encoder-unavailable: {} cannot be started: {}", path, e.getMessage());
            return new FfmpegProgram(path, 0, 0);
        }
    }

    @Bean
    FrameBooks frameBooks() {
        return new FrameBooks();
    }

    @Bean
    Encoders encoders(Workshop workshop, FrameBooks books) {
        return new FfmpegEncoders(workshop, books);
    }

    @Bean
    Uplinks uplinks(RucksackProperties properties, Children children, KernelTime time, LongSupplier nanos)
            throws IOException, NoSuchAlgorithmException {
        return new Uplinks(
                new FfmpegPublishers(
                        children,
                        properties.ffmpeg().path(),
                        secrets(properties.home().toAbsolutePath())),
                SSLContext.getDefault(),
                () -> time.get().clockKnown(),
                new SendQueues(Path.of("/proc")),
                nanos);
    }

    /** Below the home, where the next life finds what a killed one left. */
    private static Path secrets(Path home) throws IOException {
        FileAttribute<?> ours = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            return Files.createDirectories(home.resolve("run"), ours);
        } catch (IOException e) {
            log.warn("{} cannot be written: {}", home, e.toString());
            Path secrets = Files.createTempDirectory("rucksack-secrets-", ours);
            secrets.toFile().deleteOnExit();
            return secrets;
        }
    }

    @Bean
    Sources sources(Workshop workshop) {
        return new CaptureSources(new V4l2Devices(), new AlsaDevices(), workshop);
    }

    @Bean
    Slates slates(RucksackProperties properties, Workshop workshop) {
        return new Slates(new SlateFiles(properties.home().toAbsolutePath()), new StillDecoder(workshop));
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Recordings recordings(
            RucksackProperties properties, Workshop workshop, SettingsDesk desk, Clock clock, LongSupplier nanos) {
        Path directory = properties.recordings();
        return new Recordings(
                directory,
                Disk.of(directory),
                () -> desk.settings().recording().keepFreeBytes(),
                new FfmpegRemuxer(workshop.program(), workshop.children()),
                clock,
                nanos,
                Recordings.Limits.USUAL);
    }

    /** The broadcast closes it. */
    @Bean(destroyMethod = "")
    LiveWorks works(
            Sources sources,
            Slates slates,
            Encoders encoders,
            Uplinks uplinks,
            Recordings recordings,
            FrameBooks books,
            LongSupplier nanos) {
        return new LiveWorks(sources, slates, encoders, uplinks, recordings, books, nanos);
    }
}
