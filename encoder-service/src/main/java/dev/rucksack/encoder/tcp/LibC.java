package dev.rucksack.encoder.tcp;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** The calls of Linux's C library by which a program asks of its own sockets. Each gives 0, or -1 if the kernel will not say. */
final class LibC {

    static {
        Native.register(LibC.class, "c");
    }

    private LibC() {}

    static native int ioctl(int fd, NativeLong request, Pointer answer);

    static native int getsockopt(int fd, int level, int option, Pointer answer, Pointer length);

    static native int getsockname(int fd, Pointer address, Pointer length);

    static native int getpeername(int fd, Pointer address, Pointer length);
}
