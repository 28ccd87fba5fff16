package dev.rucksack.control.web.pairing;

import dev.rucksack.control.store.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The phones that are paired, kept in a file of one line each: the SHA-256 of the phone's token and when it was paired.
 * The token itself is only on the phone. Taking a line out (and restarting) sends that phone away; deleting the file
 * sends all away.
 */
public final class PairedPhones {

    private static final Logger log = LoggerFactory.getLogger(PairedPhones.class);
    private static final int TOKEN_BYTES = 32;
    /** More than any crew has; the oldest goes, so that the file stays bounded. */
    private static final int MOST = 64;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> OWNER_ONLY_ATTRIBUTE = PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    private final Path file;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> phones = new LinkedHashMap<>();

    /** Reads {@code file}; one that is missing or unreadable means that no phone is paired, and is said in the log. */
    public PairedPhones(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        read();
    }

    /** Whether no phone has ever been paired. */
    public synchronized boolean isEmpty() {
        return phones.isEmpty();
    }

    /** Whether this is the token of a paired phone. */
    public boolean knows(String token) {
        String hash = hash(token);
        synchronized (this) {
            return phones.containsKey(hash);
        }
    }

    /** Pairs a phone. Returns its token, which cannot be had again. */
    public String pair() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        synchronized (this) {
            phones.put(hash(token), clock.instant().truncatedTo(ChronoUnit.SECONDS));
            while (phones.size() > MOST) {
                phones.remove(phones.keySet().iterator().next());
            }
            try {
                write();
            } catch (IOException e) {
                log.warn("Cannot write {}; this phone stays paired only until the next start: {}", file, e.toString());
            }
        }
        return token;
    }

    private void read() {
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                readLine(line);
            }
        } catch (NoSuchFileException e) {
            log.info("No phone is paired yet.");
        } catch (IOException e) {
            log.warn("Cannot read {}; every phone must be paired again: {}", file, e.toString());
        }
    }

    private void readLine(String line) {
        String[] parts = line.trim().split(" ");
        if (parts.length != 2 || !HASH.matcher(parts[0]).matches()) {
            log.warn("A line of {} is not a paired phone and is left out.", file);
            return;
        }
        try {
            phones.put(parts[0], Instant.parse(parts[1]));
        } catch (DateTimeParseException e) {
            log.warn("A line of {} has no date and is left out.", file);
        }
    }

    private void write() throws IOException {
        StringBuilder lines = new StringBuilder();
        phones.forEach(
                (hash, since) -> lines.append(hash).append(' ').append(since).append('\n'));
        new WholeFile(file, OWNER_ONLY_ATTRIBUTE).write(lines.toString());
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
