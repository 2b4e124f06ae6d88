package org.signet.cli;

import java.io.File;
import java.util.List;

/** The options by which programs find the provider through an overlay, as they are pasted. */
record HowToUse(Jdk jdk, File overlay) {
    List<String> lines() {
        String security = "-Djava.security.properties=" + overlay;
        String jar = jdk.jar().getPath();
        String onClassPath = quoted("-J" + security) + " -J-cp " + quoted("-J" + jar) + " ";
        String asModule = quoted(security) + " --module-path " + quoted(jar) + " --add-modules org.signet";
        String store = "-storetype Signet -keystore NONE ";
        return List.of(
                "",
                "keytool and jarsigner (they ask for the PIN or passphrase):",
                "  " + tool("keytool") + onClassPath + store + "-list",
                "  " + tool("jarsigner") + onClassPath + store + "app.jar ALIAS",
                "A program, on the class path or by its jar (or these options in JDK_JAVA_OPTIONS):",
                "  " + tool("java") + quoted(security) + " -cp " + quoted(jar + File.pathSeparator + "app.jar")
                        + " MAIN",
                "  " + tool("java") + asModule + " -jar app.jar",
                "Tomcat, in bin/setenv.sh, then in conf/server.xml:",
                "  CLASSPATH=" + quoted(jar),
                "  CATALINA_OPTS=\"$CATALINA_OPTS \"" + quoted(security),
                "  <Certificate certificateKeystoreType=\"Signet\" certificateKeystoreFile=\"NONE\""
                        + " certificateKeyAlias=\"ALIAS\" certificateKeystorePassword=\"SECRET\"/>",
                "Maven and its plugins; maven-jarsigner-plugin starts a jarsigner of its own:",
                "  MAVEN_OPTS=" + quoted(security + " --module-path " + jar + " --add-modules org.signet")
                        + " mvn verify",
                "  mvn jarsigner:sign -Djarsigner.storetype=Signet -Djarsigner.keystore=NONE -Djarsigner.alias=ALIAS"
                        + " -Djarsigner.arguments=" + quoted("-J" + security + ",-J-cp,-J" + jar),
                "Undo:",
                "  " + tool("java") + "-jar " + quoted(jar) + " install --undo --out " + quoted(overlay.getPath()));
    }

    private String tool(String name) {
        return quoted(jdk.tool(name).getPath()) + " ";
    }

    /** For a POSIX shell, where that is needed. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_/.:,=+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
