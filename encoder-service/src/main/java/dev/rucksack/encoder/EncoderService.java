package dev.rucksack.encoder;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Owns the capture device, the ffmpeg processes, the recording and the uplink. */
@SpringBootApplication
public class EncoderService {

    public static void main(String[] args) {
        SpringApplication.run(EncoderService.class, args);
    }
}
