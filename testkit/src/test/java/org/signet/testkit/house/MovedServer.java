package org.signet.testkit.house;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLServerSocket;
import org.signet.testkit.piv.EmulatedPivCard;

/** A TLS server with bob's key, which knows nothing of moves; its card, whose memory is a file, is put in when a line says so. */
final class MovedServer {
    private MovedServer() {}

    /** @param args a folder. Says its port, then to each line {@code card} or {@code count} how often the card was asked to operate */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        try (World world = new World(folder).with("user=bob");
                SSLServerSocket listener = (SSLServerSocket)
                        Tls.server(world.loadAsking(text -> text.contains("PIN of") ? World.PIN : World.PASSPHRASE))
                                .getServerSocketFactory()
                                .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> serve(listener));
            server.setDaemon(true);
            server.start();
            System.out.println(listener.getLocalPort());
            EmulatedPivCard card = world.builder().build();
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("card")) {
                    card = world.builder().keptIn(folder.resolve("card")).build();
                    world.insert(card);
                }
                System.out.println(card.count(EmulatedPivCard.GENERAL_AUTHENTICATE));
            }
        }
    }

    private static void serve(SSLServerSocket listener) {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.getOutputStream().write(7);
            } catch (IOException e) {
                System.out.println(e); // the client sees it too
            }
        }
    }
}
