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
               activationcode
               captiveportal check
               captiveportal login <on|off> <adapter id>
               connect [closest|public|private|p2p|last|<country> [<city> [<number>]]|<tag>|#<tag>]
               connectmethod <closest|public|private|p2p|last|<country> [<city> [<number>]]|<tag>>
               connectretry <time in seconds>
               daemon exit
               directory [directory server domain]
               disconnect
               dns <ip address> ...
               encryption <on|off>
               fixeddelay <delay in ms>|<domains|ips|ports> <add|rem|set> <value> ...
               gateway [directory gateway uri]
               headercompression <on|off>
               jumbo <on|off>
               log erase
               log daemon <file size> <files per daemon> <total files> <verbose|info|warn|error>
               login <username> [password]
               login auto
               login oauth <access token>
               logout
               maxredundant <number of connections>
               mode <redundant|speed|streaming>
               networksharing <settings|availableshares|discovery|startdiscovery>
               networksharing <connect <code>|reconnect <uuid>>
               networksharing peer <allow|reject|request|unpair> <uuid>
               networksharing set peer <autoreconnect|allowhost|allowclient> <uuid> <on|off>
               networksharing set <setting> <value>
               overflow <speed in Mbps>
               packetaggr <on|off>
               packetpool <small|default|large>
               pep <on|off>
               ports [port/proto] ...
               priorityoverflow <speed in Mbps>
               privacy <advancedIspStats|apiProtection|requestToDisableDoH> <on|off>
               refresh oauth <access token>
               route default <on|off>
               show <adapters|connectmethod|currentserver|directory|disconnect|dscp|fixeddelay|logsettings>
               show <privacy|servers|settings|speedtest|streaming|streamingbypass|trafficrules|user>
               speedtest [adapter id]
               startupconnect <on|off>
               state
               stats [<duration in seconds>] [networksharing] [historic] [current|day|week|month|total|<hours>] ...
               streaming <domains|ipv4|ipv6|ports> <add|rem|set> <value> ...
               streamingbypass <domains|ipv4|ipv6|ports> <add|rem|set> <value> ...
               streamingbypass service <enable|disable>
               streamingbypass service <service name> <on|off>
               streamtest [adapter id]
               subnets [subnet/length] ...
               targetconnections <upload> <download>
               transport <auto|tcp|tcp-multi|udp|https>
               transportretry <time in seconds>
               version
            """;

    private Usage() {}
}
