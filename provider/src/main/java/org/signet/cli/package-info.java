/**
 * The {@code signet} command, above the house: each subcommand is a class that reads its arguments, asks the floors below and
 * prints. Only here is picocli known, and nobody imports this package. Exit codes are in {@link org.signet.cli.ExitCode}.
 */
package org.signet.cli;
