package dev.rucksack.control.bonding.kernel.device;

import com.sun.jna.Native;

/**
 * The calls of Linux's C library by which a program finds a socket of its own and binds it to a device. Each gives 0, or -1 if the
 * kernel will not.
 */
final class LibC {

    static {
        Native.register(LibC.class, "c");
    }

    private LibC() {}

    static native int getsockname(int fd, byte[] address, int[] length);

    static native int getpeername(int fd, byte[] address, int[] length);

    static native int setsockopt(int fd, int level, int option, byte[] value, int length);
}
