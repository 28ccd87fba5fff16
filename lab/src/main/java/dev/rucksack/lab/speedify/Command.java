package dev.rucksack.lab.speedify;

/** One action of the program: reads or changes the bond, answers with a document. */
@FunctionalInterface
interface Command {

    Object run(Bond bond, Arguments arguments) throws Failure, InterruptedException;
}
