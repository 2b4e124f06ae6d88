package org.signet.testkit.apps.servers;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.listener.InMemorySASLBindHandler;
import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;

/** UnboundID's in-memory server with a software key, which takes SASL EXTERNAL from one user, by his certificate. */
final class Ldap implements AutoCloseable {
    private final InMemoryDirectoryServer server;

    Ldap(Case guest) throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example");
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPSConfig(
                "ldaps", InetAddress.getLoopbackAddress(), 0, tls().getServerSocketFactory(), null, true, true));
        config.addSASLBindHandler(new External("CN=" + guest.user() + ",O=Signet"));
        server = new InMemoryDirectoryServer(config);
        server.add("dn: dc=example", "objectClass: domain", "dc: example");
        server.add("dn: cn=alice,dc=example", "objectClass: person", "cn: alice", "sn: " + Peers.ANSWER);
        server.startListening();
    }

    int port() {
        return server.getListenPort();
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    private static SSLContext tls() throws IOException, GeneralSecurityException {
        char[] password = House.CHANGEIT.toCharArray();
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, password);
        KeyStore.ProtectionParameter same = new KeyStore.PasswordProtection(password);
        one.setEntry("rsa", load(House.foreign()).getEntry("rsa", same), same);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(one, password);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(load(House.trust()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(file.toFile(), House.CHANGEIT.toCharArray());
    }

    /** RFC 4422, appendix A: who it is, the TLS below has found out. */
    private static final class External extends InMemorySASLBindHandler {
        private final String subject;

        External(String subject) {
            this.subject = subject;
        }

        @Override
        public String getSASLMechanismName() {
            return "EXTERNAL";
        }

        @Override
        public BindResult processSASLBind(
                InMemoryRequestHandler handler, int id, DN dn, ASN1OctetString credentials, List<Control> controls) {
            boolean same = subject.equals(peer(handler));
            return new BindResult(
                    id, same ? ResultCode.SUCCESS : ResultCode.INVALID_CREDENTIALS, peer(handler), null, null, null);
        }

        private static String peer(InMemoryRequestHandler handler) {
            try {
                SSLSocket socket = (SSLSocket) handler.getClientConnection().getSocket();
                return socket.getSession().getPeerPrincipal().getName();
            } catch (SSLPeerUnverifiedException e) {
                return "nobody";
            }
        }
    }
}
