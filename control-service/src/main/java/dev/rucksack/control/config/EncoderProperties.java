package dev.rucksack.control.config;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rucksack.encoder}: where the encoder-service is.
 *
 * @param url its base address
 */
@ConfigurationProperties("rucksack.encoder")
record EncoderProperties(
        @DefaultValue("http://127.0.0.1:8081") URI url) {}
