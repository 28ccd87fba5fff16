package dev.rucksack.control;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Owns the strap board's serial link and the Speedify CLI, and is the only door for people. */
@SpringBootApplication
public class ControlService {

    public static void main(String[] args) {
        SpringApplication.run(ControlService.class, args);
    }
}
