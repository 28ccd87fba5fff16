package dev.rucksack.encoder.socket;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * The calls of Linux's C library about a program's own sockets. Each gives 0, or -1 if the kernel will not say, unless told
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

    /** @return bytes received, 0 at the end, -1 with {@code errno} set */
    static native long recv(int fd, long buffer, long length, int flags);
}
