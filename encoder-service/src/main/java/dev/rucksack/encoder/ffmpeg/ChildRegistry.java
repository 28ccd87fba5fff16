package dev.rucksack.encoder.ffmpeg;

/** Remembers across our own death which processes are ours. */
public interface ChildRegistry {

    /** For tests and tools: remembers nothing. */
    ChildRegistry NONE = new ChildRegistry() {
        @Override
        public void started(String name, long pid) {}

        @Override
        public void ended(long pid) {}

        @Override
        public int endOrphans() {
            return 0;
        }
    };

    void started(String name, long pid);

    void ended(long pid);

    /**
     * Kills what an earlier life of this service started and left behind, and nothing else.
     *
     * @return how many were killed
     */
    int endOrphans();
}
