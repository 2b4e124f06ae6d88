package org.signet.cli;

import org.signet.key.KeyAccessException;
import org.signet.key.KeyKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A kind of key, {@code rsa:3072}. */
final class KindConverter implements ITypeConverter<KeyKind> {
    @Override
    public KeyKind convert(String text) {
        try {
            return KeyKind.of(text);
        } catch (KeyAccessException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
