package org.signet.cli;

import org.signet.crypto.AlternativeNames;
import org.signet.key.KeyAccessException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Alternative names as keytool writes them, {@code dns:example.org,ip:192.0.2.7}. */
final class AlternativeNamesConverter implements ITypeConverter<AlternativeNames> {
    @Override
    public AlternativeNames convert(String text) {
        try {
            return AlternativeNames.of(text);
        } catch (KeyAccessException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
