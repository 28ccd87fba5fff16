package dev.rucksack.lab.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Looks at the books and at what is told, four times a second; a service that does not answer is not looked at. */
final class Sampler implements AutoCloseable {

    private static final long PAUSE_MILLIS = 250;

    private final EncoderService service;
    private final Thread thread = new Thread(this::sample, "lab-sampler");
    private final List<String> imbalances = new ArrayList<>();
    private final Set<String> words = new LinkedHashSet<>();
    private long scrapes;
    private volatile boolean running = true;

    Sampler(EncoderService service) {
        this.service = service;
        thread.setDaemon(true);
        thread.start();
    }

    private void sample() {
        while (running) {
            try {
                look();
                Thread.sleep(PAUSE_MILLIS);
            } catch (IOException e) {
                pause(); // it is being restarted, or held
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private void look() throws IOException, InterruptedException {
        Books books = Books.of(service.scrape());
        JsonNode report = service.report();
        synchronized (this) {
            scrapes++;
            if (!books.imbalance().isEmpty()) {
                imbalances.add(books.imbalance());
            }
            JsonNode fault = report.path("fault");
            if (fault.isObject()) {
                words.add(fault.path("code").asString(""));
            }
            report.path("cautions")
                    .forEach(caution -> words.add(caution.path("code").asString("")));
        }
    }

    synchronized long scrapes() {
        return scrapes;
    }

    synchronized List<String> imbalances() {
        return List.copyOf(imbalances);
    }

    synchronized List<String> words() {
        return List.copyOf(words);
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
