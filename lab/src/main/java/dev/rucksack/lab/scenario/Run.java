package dev.rucksack.lab.scenario;

import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ingest.NginxIngest;
import dev.rucksack.lab.process.Await;
import dev.rucksack.lab.process.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run of a scenario: what an act may lay hands on, and what it says about itself. */
final class Run {

    private static final Duration REPLACED = Duration.ofSeconds(20);

    private final Rig rig;
    private final List<Check> checks = new ArrayList<>();
    private long faultNanos;
    private long cureNanos;

    Run(Rig rig) {
        this.rig = rig;
    }

    LabCamera camera() {
        return rig.camera();
    }

    NginxIngest ingest() {
        return rig.ingest();
    }

    Link link() {
        return rig.link();
    }

    EncoderService product() {
        EncoderService product = rig.product();
        if (product == null) {
            throw new IllegalStateException("This scenario is about our own service");
        }
        return product;
    }

    Rig rig() {
        return rig;
    }

    /** The fault begins now. */
    void fault() {
        faultNanos = System.nanoTime();
    }

    /** Its cause is gone now. */
    void cure() {
        cureNanos = System.nanoTime();
    }

    /** Lets time go by, which is what the fault is about. */
    void last(double seconds) throws InterruptedException {
        Thread.sleep(Math.round(seconds * 1000));
    }

    /** Notes something that is asked in this scenario only. */
    void law(String what, String wanted, Object found, boolean met) {
        checks.add(new Check(true, what, wanted, String.valueOf(found), met));
    }

    /** Waits until a process is started again in place of one, which is ended by others. */
    void awaitReplaced(String process, long pid) throws InterruptedException {
        try {
            Await.until(
                    process + " is replaced",
                    REPLACED,
                    () -> product().child(process).pid() != pid);
            law(process + " is replaced", "within 20 s", "yes", true);
        } catch (Await.InVain e) {
            law(process + " is replaced", "within 20 s", "no", false);
        }
    }

    /** Gives a process only a share of its time, as a hot or busy computer does. */
    void slow(long pid, double share, double seconds) throws InterruptedException {
        long end = System.nanoTime() + Math.round(seconds * 1e9);
        while (System.nanoTime() < end) {
            Signals.stop(pid);
            Thread.sleep(Math.round(100 * (1 - share)));
            Signals.go(pid);
            Thread.sleep(Math.round(100 * share));
        }
    }

    List<Check> checks() {
        return checks;
    }

    Times times(long startNanos, long endNanos) {
        long fault = faultNanos == 0 ? startNanos : faultNanos;
        return new Times(startNanos, fault, cureNanos == 0 ? fault : cureNanos, endNanos);
    }
}
