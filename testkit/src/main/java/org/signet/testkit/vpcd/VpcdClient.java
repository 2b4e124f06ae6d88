package org.signet.testkit.vpcd;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;
import org.signet.testkit.card.SmartCard;

/**
 * A card in one of vpcd's readers for as long as the connection stands. Every message is a length of 2 bytes, high byte
 * first, and so many bytes: one byte is a control, more are a command.
 */
public final class VpcdClient implements Closeable {
    private static final int OFF = 0;
    private static final int ON = 1;
    private static final int RESET = 2;
    private static final int ATR = 4;
    private static final int CONNECT_MILLIS = 3000;

    private final Socket socket;
    private final SmartCard card;
    private final boolean quickAck;
    private volatile boolean closed;

    /** @throws IOException where no vpcd listens there, or a card is in that reader already */
    public VpcdClient(InetSocketAddress address, SmartCard card) throws IOException {
        this.card = card;
        this.socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, CONNECT_MILLIS);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        quickAck = socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    }

    /**
     * Serves until the reader or {@link #close} ends it.
     *
     * @param poweredOn runs each time the card has been powered on
     */
    public void serve(Runnable poweredOn) throws IOException {
        try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
            while (true) {
                answer(receive(in), poweredOn);
            }
        } catch (IOException e) {
            if (!closed && !(e instanceof EOFException)) {
                throw e;
            }
        }
    }

    private void answer(byte[] message, Runnable poweredOn) throws IOException {
        if (message.length > 1) {
            send(card.process(message));
            return;
        }
        switch (message.length == 0 ? OFF : message[0]) {
            case OFF -> card.powerOff();
            case ON -> {
                card.powerOn();
                poweredOn.run();
            }
            case RESET -> card.reset();
            case ATR -> send(card.atr());
            default -> throw new IOException("vpcd sent the unknown control %02X".formatted(message[0]));
        }
    }

    /** vpcd writes length and body apart and waits for the first one's ACK, which Linux would delay by 40 ms. */
    private byte[] receive(DataInputStream in) throws IOException {
        acknowledgeAtOnce();
        byte[] message = new byte[in.readUnsignedShort()];
        acknowledgeAtOnce();
        in.readFully(message);
        return message;
    }

    /** The kernel forgets the option by itself, hence before each read. */
    private void acknowledgeAtOnce() throws IOException {
        if (quickAck) {
            socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    private void send(byte[] answer) throws IOException {
        byte[] message = new byte[2 + answer.length];
        message[0] = (byte) (answer.length >> 8);
        message[1] = (byte) answer.length;
        System.arraycopy(answer, 0, message, 2, answer.length);
        OutputStream out = socket.getOutputStream();
        out.write(message);
    }

    /** Takes the card out. */
    @Override
    public void close() throws IOException {
        closed = true;
        socket.close();
    }
}
