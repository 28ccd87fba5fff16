package dev.rucksack.encoder.socket;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * The calls of Linux's C library about a program's own sockets and pipes. Each gives 0, or -1 if the kernel will not say, unless told
 * otherwise.
 */
final class LibC {

    static {
        Native.register(LibC.class, "c");
    }

    private LibC() {}

    static native int ioctl(int fd, NativeLong request, Pointer answer);

    static native int getsockopt(int fd, int level, int option, Pointer answer, Pointer length);

    static native int getsockname(int fd, Pointer address, Pointer length);

    static native int getpeername(int fd, Pointer address, Pointer length);

    static native int setsockopt(int fd, int level, int option, Pointer value, int length);

    static native int mkfifo(String name, int mode);

    /** @param ends filled: of the reader, of the writer */
    static native int pipe(int[] ends);

    /** @return the descriptor, -1 with {@code errno} set */
    static native int open(String name, int flags);

    static native int close(int fd);

    static native int fcntl(int fd, int command, int value);

    /** @return how many descriptors are ready, 0 if none in time */
    static native int poll(Pointer descriptors, NativeLong count, int timeoutMillis);

    /** @return bytes lent, -1 with {@code errno} set */
    static native long vmsplice(int fd, Pointer spans, NativeLong count, int flags);

    /** @return bytes received, 0 at the end, -1 with {@code errno} set */
    static native long recv(int fd, long buffer, long length, int flags);
}
