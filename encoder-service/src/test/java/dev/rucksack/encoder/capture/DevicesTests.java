package dev.rucksack.encoder.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesTests {

    @TempDir
    Path root;

    private V4l2Devices devices() {
        return new V4l2Devices(root.resolve("dev"), root.resolve("sys"));
    }

    private void node(int number, String name, int index) throws IOException {
        Path entry = Files.createDirectories(root.resolve("sys/class/video4linux/video" + number));
        Files.writeString(entry.resolve("name"), name + "\n");
        Files.writeString(entry.resolve("index"), index + "\n");
        Files.createDirectories(root.resolve("dev"));
        Files.createFile(root.resolve("dev/video" + number));
    }

    @Test
    void findsTheStickAndNeitherItsMetadataNorThePisCodec() throws IOException {
        node(10, "bcm2835-codec-decode", 0);
        node(19, "rpi-hevc-dec", 0);
        node(20, "Cam Link 4K: Cam Link 4K", 0);
        node(21, "Cam Link 4K: Cam Link 4K", 1);
        Path byId = Files.createDirectories(root.resolve("dev/v4l/by-id"));
        Path stable = byId.resolve("usb-Elgato_Cam_Link_4K_0004-video-index0");
        Files.createSymbolicLink(stable, Path.of("../../video20"));
        var stick = new CameraDevice(
                stable.toString(), "Cam Link 4K", root.resolve("dev/video20").toString());
        assertThat(devices().list()).containsExactly(stick);
        assertThat(devices().find("auto")).contains(stick);
        assertThat(devices().find(stable.toString())).contains(stick);
        assertThat(devices().find(root.resolve("dev/video7").toString())).isEmpty();
    }

    @Test
    void aReceiverIsAskedForItsSignalAndAStickIsNot() throws IOException {
        for (int number = 0; number < 3; number++) {
            node(number, "camera", 0);
            Files.createDirectories(root.resolve("sys/class/video4linux/video" + number + "/device"));
        }
        driver(0, "uvcvideo");
        driver(1, "tc358743");
        assertThat(devices().knowsItsSignal("/dev/video0")).isFalse();
        assertThat(devices().knowsItsSignal("/dev/video1")).isTrue();
        assertThat(devices().knowsItsSignal("/dev/video2"))
                .as("no driver to be seen")
                .isFalse();
    }

    private void driver(int number, String name) throws IOException {
        Path driver = Files.createDirectories(root.resolve("sys/bus/drivers/" + name));
        Files.createSymbolicLink(root.resolve("sys/class/video4linux/video" + number + "/device/driver"), driver);
    }

    @Test
    void nothingPluggedInIsNoError() {
        assertThat(devices().list()).isEmpty();
        assertThat(devices().find("auto")).isEmpty();
        assertThat(new AlsaDevices(root).list()).isEmpty();
        assertThat(new AlsaDevices(root).find("auto", "")).isEmpty();
    }

    @Test
    void theSticksOwnSoundComesFirst() throws IOException {
        Path asound = Files.createDirectories(root.resolve("asound"));
        Files.writeString(asound.resolve("cards"), """
                 0 [Headphones     ]: bcm2835_headpho - bcm2835 Headphones
                                      bcm2835 Headphones
                 1 [Mic            ]: USB-Audio - USB PnP Microphone
                                      C-Media at usb-1
                 2 [C4K            ]: USB-Audio - Cam Link 4K
                                      Elgato at usb-2
                """);
        Files.writeString(asound.resolve("pcm"), """
                00-00: bcm2835 Headphones : bcm2835 Headphones : playback 8
                01-00: USB Audio : USB Audio : playback 1 : capture 1
                02-00: USB Audio : USB Audio : capture 1
                """);
        var alsa = new AlsaDevices(root);
        var microphone = new MicrophoneDevice("hw:CARD=Mic,DEV=0", "USB PnP Microphone");
        var stick = new MicrophoneDevice("hw:CARD=C4K,DEV=0", "Cam Link 4K");
        assertThat(alsa.list()).containsExactly(microphone, stick);
        assertThat(alsa.find("auto", "Cam Link 4K")).contains(stick);
        assertThat(alsa.find("auto", "")).contains(microphone);
        assertThat(alsa.find("hw:CARD=Gone,DEV=0", "")).isEmpty();
    }
}
