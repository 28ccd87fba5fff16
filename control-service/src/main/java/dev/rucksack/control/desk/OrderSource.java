package dev.rucksack.control.desk;

/** Who gave an order. Its {@link #toString()} ends the log's sentence: "Stopped from the strap". */
public enum OrderSource {
    STRAP("from the strap"),
    PAGE("from the page");

    private final String words;

    OrderSource(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
