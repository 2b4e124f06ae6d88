package org.signet.testkit.apps.jdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;

/** A service on loopback to which a request in DER is posted, or, as RFC 6960, A.1 has it, told in the path. */
final class Posted implements AutoCloseable {
    private final HttpServer server;

    /** What is answered to a request. */
    interface Service {
        byte[] answer(byte[] asked) throws Exception;
    }

    /** @param type of the answers */
    Posted(String type, Service service) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, type, service));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private static void answer(HttpExchange exchange, String type, Service service) throws IOException {
        try {
            byte[] answer = service.answer(asked(exchange));
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (Exception e) { // of Bouncy Castle's many kinds; whoever asked fails
            exchange.sendResponseHeaders(500, -1);
        } finally {
            exchange.close();
        }
    }

    private static byte[] asked(HttpExchange exchange) throws IOException {
        return exchange.getRequestMethod().equals("GET")
                ? Base64.getDecoder().decode(exchange.getRequestURI().getPath().substring(1))
                : exchange.getRequestBody().readAllBytes();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
