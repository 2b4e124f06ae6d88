package org.signet.testkit.vpcd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signet.testkit.Wire;
import org.signet.testkit.piv.EmulatedPivCard;

/** The test is vpcd. */
class VpcdClientTest {
    private final EmulatedPivCard card = EmulatedPivCard.builder().build();
    private final AtomicInteger poweredOn = new AtomicInteger();
    private ServerSocket server;
    private VpcdClient client;
    private Socket vpcd;
    private CompletableFuture<Void> served;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client = new VpcdClient((InetSocketAddress) server.getLocalSocketAddress(), card);
        vpcd = server.accept();
        vpcd.setSoTimeout(20_000);
        served = CompletableFuture.runAsync(() -> {
            try {
                client.serve(poweredOn::incrementAndGet);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        vpcd.close();
        server.close();
    }

    private void send(String hex) throws IOException {
        vpcd.getOutputStream().write(Wire.bytes(hex));
    }

    private byte[] receive() throws IOException {
        DataInputStream in = new DataInputStream(vpcd.getInputStream());
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        return answer;
    }

    @Test
    void controlsAndCommandsReachTheCard() throws IOException {
        send("000101 000104");
        assertArrayEquals(card.atr(), receive());
        send("0011" + Wire.SELECT);
        assertTrue(Wire.hex(receive()).endsWith("9000"));
        send("000102 0005 00FD000000");
        assertEquals("6D00", Wire.hex(receive()), "a reset has forgotten the application");
        send("000100 000104");
        receive();
        assertEquals(1, poweredOn.get());
        assertEquals("! on", card.log().get(0));
        assertEquals("! off", card.log().get(card.log().size() - 1));
    }

    @Test
    void theReadersEndIsAnEndAndNoError() throws Exception {
        vpcd.close();
        served.get(20, TimeUnit.SECONDS);
    }

    @Test
    void closingTakesTheCardOut() throws Exception {
        client.close();
        served.get(20, TimeUnit.SECONDS);
        assertEquals(-1, vpcd.getInputStream().read());
    }

    @Test
    void nobodyThereIsAnError() throws IOException {
        InetSocketAddress nobody = (InetSocketAddress) server.getLocalSocketAddress();
        server.close();
        assertThrows(IOException.class, () -> new VpcdClient(nobody, card).close());
    }
}
