package dev.rucksack.control.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rucksack.panel}: the strap board.
 *
 * @param port {@code auto} for the first serial port of USB vendor 239a, or a path such as
 *     {@code /dev/serial/by-id/usb-Adafruit_…}
 */
@ConfigurationProperties("rucksack.panel")
record PanelProperties(@DefaultValue("auto") String port) {}
