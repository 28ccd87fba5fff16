package dev.rucksack.control.encoder;

/** The encoder did not answer in time, or not at all. Whether it heard us is unknown. */
public class EncoderUnreachableException extends Exception {

    private static final long serialVersionUID = 1L;

    public EncoderUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
