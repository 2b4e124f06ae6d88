package org.signet.testkit.apps.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;

/** JNDI binds with a client certificate at UnboundID's LDAP server, which tells its attribute to nobody else. */
class LdapIT {
    // The process logs in by itself, which is one challenge more.
    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "LDAP by JNDI", does = "TLS client", page = "ldap", operations = 2)
    void theServerKnowsWhoAsks(Case tried) throws Exception {
        try (Ldap server = new Ldap(tried)) {
            List<String> words = Listing.of("ldap").words(House.at("signet.jar").toString());
            String line = Settings.of("ldap", "sh run", tried, Stubs.only(tried))
                    .replace("636", String.valueOf(server.port()))
                    .replaceAll("-cp \\S+ Whoami", String.join(" ", words));
            assertEquals(Peers.ANSWER, House.desk().bash(line).succeeds().strip());
        }
    }
}
