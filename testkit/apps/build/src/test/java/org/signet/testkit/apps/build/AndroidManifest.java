package org.signet.testkit.apps.build;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** {@code <manifest></manifest>} as Android's resource compiler writes it: ResourceTypes.h, ResXMLTree_header. */
final class AndroidManifest {
    static final String NAME = "AndroidManifest.xml";

    private static final String ELEMENT = "manifest";
    private static final int NONE = -1;

    private AndroidManifest() {}

    // spotless:off
    static byte[] empty() {
        ByteBuffer out = ByteBuffer.allocate(120).order(ByteOrder.LITTLE_ENDIAN);
        chunk(out, 0x0003,  8, 120);                                          // RES_XML_TYPE: all that follows
        chunk(out, 0x0001, 28, 52).putInt(1).putInt(0).putInt(0).putInt(32).putInt(0); // a pool of one string
        out.putInt(0).putShort((short) ELEMENT.length()).put(ELEMENT.getBytes(UTF_16LE)).putShort((short) 0);
        chunk(out, 0x0102, 16, 36).putInt(1).putInt(NONE).putInt(NONE).putInt(0); // start: line, comment, namespace, name
        out.putShort((short) 20).putShort((short) 20).putShort((short) 0).putShort((short) 0).putInt(0); // no attribute
        chunk(out, 0x0103, 16, 24).putInt(1).putInt(NONE).putInt(NONE).putInt(0); // end
        return out.array();
    }
    // spotless:on

    private static ByteBuffer chunk(ByteBuffer out, int type, int header, int size) {
        return out.putShort((short) type).putShort((short) header).putInt(size);
    }
}
