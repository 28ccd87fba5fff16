/** The strap board on a serial port: the sole user of jSerialComm. */
@NullMarked
package dev.rucksack.control.panel.serial;

import org.jspecify.annotations.NullMarked;
