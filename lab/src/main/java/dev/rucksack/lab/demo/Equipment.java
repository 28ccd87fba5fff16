package dev.rucksack.lab.demo;

import dev.rucksack.lab.board.LabBoard;
import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ingest.LabIngest;
import dev.rucksack.lab.speedify.LabSpeedify;

/**
 * What the demo plays instead of hardware and street.
 *
 * @param camera picture and sound
 * @param board the board on the strap
 * @param speedify two phones
 * @param ingest the streaming service
 */
record Equipment(LabCamera camera, LabBoard board, LabSpeedify speedify, LabIngest ingest) implements AutoCloseable {

    static Equipment start(Options options, Home home) {
        return new Equipment(
                LabCamera.start(options.width(), options.height(), options.rate()),
                LabBoard.plugIn(home.directory("board").resolve("cpx")),
                LabSpeedify.start(home.directory("speedify")),
                LabIngest.start(home.directory("ingest")));
    }

    @Override
    public void close() {
        ingest.close();
        camera.close();
        board.close();
        speedify.close();
    }
}
