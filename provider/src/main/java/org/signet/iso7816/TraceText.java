package org.signet.iso7816;

/**
 * How one card's commands and answers are written into a trace: hex in upper case, and {@code XX} for each byte that is not for
 * other people's eyes. It sees them in their order, each command before its answer.
 */
public interface TraceText {
    String command(CommandApdu command);

    /** @param answer to the last command */
    String answer(ResponseApdu answer);
}
