package dev.rucksack.encoder.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which sound devices can record, by {@code /proc/asound} (the kernel's sound/core/init.c and pcm.c write it): no process, no
 * ioctl.
 */
public final class AlsaDevices {

    private static final Pattern PCM = Pattern.compile("(\\d+)-(\\d+): (.*?) : (.*?) :.*capture \\d+.*");
    private static final Pattern CARD = Pattern.compile("^ *(\\d+) \\[(.*?) *\\]: *(\\S+) - (.*)$");

    private final Path proc;

    public AlsaDevices() {
        this(Path.of("/proc"));
    }

    AlsaDevices(Path proc) {
        this.proc = proc;
    }

    public List<MicrophoneDevice> list() {
        var devices = new ArrayList<MicrophoneDevice>();
        List<String> cards = lines(proc.resolve("asound/cards"));
        for (String line : lines(proc.resolve("asound/pcm"))) {
            var pcm = PCM.matcher(line);
            if (pcm.matches()) {
                int card = Integer.parseInt(pcm.group(1));
                int device = Integer.parseInt(pcm.group(2));
                devices.add(device(cards, card, device, pcm.group(3)));
            }
        }
        return devices;
    }

    /**
     * The device that the setting means now. {@code auto} is the sound of the camera in use, known by its name, else the first;
     * what is no {@code hw:} of a known card is taken as it stands.
     */
    public Optional<MicrophoneDevice> find(String setting, String cameraName) {
        List<MicrophoneDevice> all = list();
        if (setting.equals("auto")) {
            return all.stream()
                    .filter(device -> sameStick(device.name(), cameraName))
                    .findFirst()
                    .or(() -> all.stream().findFirst());
        }
        Optional<MicrophoneDevice> known =
                all.stream().filter(device -> device.id().equals(setting)).findFirst();
        if (known.isPresent() || !setting.startsWith("hw:CARD=")) {
            return known.or(() -> Optional.of(new MicrophoneDevice(setting, setting)));
        }
        return Optional.empty();
    }

    private static boolean sameStick(String sound, String camera) {
        return !camera.isEmpty() && (camera.contains(sound) || sound.contains(camera));
    }

    private static MicrophoneDevice device(List<String> cards, int number, int device, String pcmName) {
        for (String line : cards) {
            var card = CARD.matcher(line);
            if (card.matches() && Integer.parseInt(card.group(1)) == number) {
                return new MicrophoneDevice(
                        "hw:CARD=" + card.group(2).strip() + ",DEV=" + device,
                        card.group(4).strip());
            }
        }
        return new MicrophoneDevice("hw:" + number + "," + device, pcmName);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
