package org.signet.iso7816;

import java.io.IOException;

/** Bytes that are no BER-TLV within our bounds. */
public final class TlvException extends IOException {
    private static final long serialVersionUID = 1;

    public TlvException(String message) {
        super(message);
    }
}
