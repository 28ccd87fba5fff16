package dev.rucksack.lab;

/** Entry point of the lab: {@code lab demo}, {@code lab camera} and the rest of the equipment. */
public final class Lab {

    private Lab() {}

    public static void main(String[] args) {
        System.out.println("lab: say what to run, for example: demo");
    }
}
