package dev.rucksack.lab.speedify;

/** What the program prints when it does not know an action. */
final class Usage {

    static final String TEXT = """
            Usage: speedify_cli [-s] [-t] action
            Actions:
               adapter datalimit daily <adapter id> <data usage|unlimited>
               adapter datalimit dailyboost <adapter id> <additional bytes>
               adapter datalimit monthly <adapter id> <data usage|unlimited> <day of the month to reset on|0 for last 30 days>
               adapter directionalmode <adapter id> <on|backup_off|strict_off> <on|backup_off|strict_off>
               adapter encryption <adapter id> <on|off>
               adapter expose-dscp <adapter id> <on|off>
               adapter overlimitratelimit <adapter id> <speed in bits per second>
               adapter priority <adapter id> <automatic|always|secondary|backup|never>
               adapter ratelimit <adapter id> <download> <upload>
               adapter resetusage <adapter id>
               captiveportal check
               captiveportal login <on|off> <adapter id>
               connect [closest|public|private|p2p|last|<country> [<city> [<number>]]|<tag>]
               connectmethod <closest|public|private|p2p|last|<country> [<city> [<number>]]|<tag>>
               disconnect
               encryption <on|off>
               fixeddelay <delay in ms>
               login <username> [password]
               logout
               maxredundant <number of connections>
               mode <redundant|speed|streaming>
               overflow <speed in Mbps>
               show <adapters|settings|currentserver|servers|user|privacy|connectmethod|disconnect|streaming|...>
               startupconnect <on|off>
               state
               stats [<duration in seconds>] [<period> ...]
               streaming <domains|ipv4|ipv6|ports> <add|rem|set> <value> ...
               transport <auto|tcp|tcp-multi|udp|https>
               version
            """;

    private Usage() {}
}
