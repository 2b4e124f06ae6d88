package org.signet.cli;

import javax.security.auth.x500.X500Principal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A distinguished name as RFC 2253 writes it, {@code CN=alice,O=Example}. */
final class NameConverter implements ITypeConverter<X500Principal> {
    @Override
    public X500Principal convert(String text) {
        try {
            return new X500Principal(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("a distinguished name is written CN=alice,O=Example; not " + text);
        }
    }
}
