package dev.rucksack.encoder;

import java.security.Security;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Owns the capture device, the ffmpeg processes, the recording and the uplink. */
@SpringBootApplication
public class EncoderService {

    public static void main(String[] args) {
        forgetNamesSoon();
        SpringApplication.run(EncoderService.class, args);
    }

    /**
     * Java remembers for ten seconds that a name was not found, and for thirty where it was: a pack whose link is back, or
     * whose captive portal has let go, would not notice. Read once, at the first look-up.
     */
    private static void forgetNamesSoon() {
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        Security.setProperty("networkaddress.cache.ttl", "5");
    }
}
