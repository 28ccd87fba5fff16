#!/bin/bash
# tethering-tier.sh: both packaged services without Speedify, with two tethered phones on USB and the recipe of docs/links.md
# (host/rucksack-failover), inside the device bed. Phones are plugged in while they run; live, the one that carries is unplugged and
# plugged in again, then the other one dies and recovers. Started by .ci/devices; prints a table, exits with the number of failed checks.
#
#   KERNEL_ARGS=dummy_hcd.num=2 device-bed run -s PROJECT -- 'bash /host/lab/bed/tethering-tier.sh'
#
# Times are of one slow CPU that does everything: they are printed beside the goal, and fail only far beyond it.
set -uo pipefail
HERE=$(dirname "$(readlink -f "$0")")
PROJECT=${PROJECT:-$(readlink -f "$HERE/../..")}
READY=${READY:-150}
W=/tmp/tier; mkdir -p $W/{encoder,control}
. "$HERE/tethered-phones"
. "$HERE/checks"
INGEST=$PHONE_WATCH
KEY=bed-key-$RANDOM$RANDOM
CODE=BEDS2345

evidence() {
  echo "--- report: $(report | jq -c '{state,onAir,order,fault,cautions,uplink}' 2>&1 | cut -c1-1000)"
  echo "--- links: $(tail -1 $W/situations | jq -c '.s | {links: [.links[] | {name,up,usable,carrying,reason,latencySeconds}], cautions: [.cautions[].sentence]}' 2>&1 | cut -c1-1000)"
  echo "--- routes: $(ip route | tr '\n' ';') rules: $(ip rule | tr '\n' ';')"
}

equipment() {
  phones_make
  cat > $W/nginx.conf <<NGINX
load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
user root; worker_processes 1; daemon off; error_log $W/nginx.log info; pid $W/nginx.pid;
events { worker_connections 64; }
rtmp { server { listen $PHONE_INGEST:1935; chunk_size 4096; application live { live on; drop_idle_publisher 10s; } } }
http { access_log off; server { listen $PHONE_WATCH:8088; location /stat { rtmp_stat all; } } }
NGINX
  ip netns exec internet nginx -p $W -c $W/nginx.conf 2> $W/nginx.out & NGINX_PID=$!
}

services() {
  local code
  service encoder-service RUCKSACK_CAPTURE_SOURCE=test RUCKSACK_CAPTURE_WIDTH=320 RUCKSACK_CAPTURE_HEIGHT=180 RUCKSACK_CAPTURE_RATE=15 RUCKSACK_SOUND_SOURCE=test \
    RUCKSACK_ENCODER_NAME=libx264 RUCKSACK_ENCODER_VIDEOBITSPERSECOND=400000 RUCKSACK_DESTINATION_SERVICE=custom \
    RUCKSACK_DESTINATION_URL=rtmp://$PHONE_INGEST:1935/live > $W/encoder.log 2>&1 & ENCODER_PID=$!
  service control-service RUCKSACK_BONDING=kernel RUCKSACK_LINKS_PORTALPAGE= RUCKSACK_WEB_PAIRING_CODE=$CODE > $W/control.log 2>&1 & CONTROL_PID=$!
  check "encoder-service is ready without a phone" "$READY" curl -sf -m 3 $ENCODER/actuator/health/readiness
  check "control-service is ready without a phone" "$READY" curl -sf -m 3 $CONTROL/actuator/health/readiness
  code=$(curl -s -m 5 -o /dev/null -w '%{http_code}' -X PUT -H 'Content-Type: application/json' $ENCODER/api/key -d '{"key":"'$KEY'"}')
  [ "$code" = 204 ] && pass "the stream key is taken" || fail "the stream key is taken" "HTTP $code"
  check "the page's door opens" 20 curl -sf -m 5 -c $W/cookies -H 'Content-Type: application/json' $CONTROL/api/pair -d '{"code":"'$CODE'"}'
  # What the page is told, as it is told, each time with the milliseconds since boot
  : > $W/situations
  curl -sN -b $W/cookies $CONTROL/api/events | perl -e '
    open(my $told, ">>", $ARGV[0]) or die; $told->autoflush;
    while (<STDIN>) {
      s/^data:// or next; chomp;
      open(my $up, "<", "/proc/uptime") or die;
      printf $told "{\"ms\":%.0f,\"s\":%s}\n", 1000 * (split " ", <$up>)[0], $_;
    }' $W/situations & WATCHER_PID=$!
}

# From here on. What the page was told before is let go of: reading it again costs the one CPU more than all the rest
from_now() { : > $W/situations; now; SINCE=$NOW; }
# told NAME GOAL CONDITION: when the page was first told what the condition asks for, after from_now
told() {
  local name=$1 goal=$2 at; shift 2
  while :; do
    at=$(jq -rn --argjson since "$SINCE" "def link(n): first(.links[] | select(.name == n)) // {}; def up(n): link(n) | .up and .usable;
      first(inputs | select(.ms > \$since) | select(.s | $1) | .ms)" $W/situations 2> /dev/null)
    [ -z "$at" ] || { pass "$name" "after $(seconds $((at - SINCE))), goal $goal s"; return; }
    now
    if [ $((NOW - SINCE)) -gt $((goal * 5000 + 20000)) ]; then fail "$name" "not within $((goal * 5 + 20)) s"; evidence; return 1; fi
    sleep 0.5
  done
}
# over NAME GOAL PHONE: frames arrive from that phone, over a connection that is none of those before
SESSIONS=
arrives() {
  local had; ingest_bytes; had=$BYTES
  now; echo "$NOW $SESSION $FROM $BYTES" >> $W/polls.log
  [ "$FROM" = "$(phone_address "$1")" ] && [[ " $SESSIONS " != *" $SESSION "* ]] || return 1
  ingest_bytes; [ "$BYTES" -gt "$had" ] && [ "$had" -gt 0 ]
}
over() {
  local limit=$(($2 * 5000 + 20000))
  until arrives "$3"; do
    now; if [ $((NOW - SINCE)) -gt $limit ]; then fail "$1" "not within $((limit / 1000)) s: ${FROM:-nobody} sends"; evidence; return 1; fi
    sleep 0.3
  done
  now; SESSIONS+=" $SESSION"; pass "$1" "after $(seconds $((NOW - SINCE))), goal $2 s: nginx has $BYTES bytes from $FROM"
}

metric_has() { curl -s -m 3 $CONTROL/actuator/prometheus | grep "^$1" > /dev/null; }
give() { [ "$(curl -s -m 5 -o /dev/null -w '%{http_code}' -b $W/cookies -H 'Content-Type: application/json' $CONTROL/api/order -d '{"wanted":"'"$1"'"}')" = 202 ]; }
order() { report | jq -c .order; }

live() {
  local wanted
  # What is not taken within two seconds is refused and never delivered: then it is given again
  check "the order to go live is taken" 60 give live
  from_now
  over "live over the first phone" 20 0 || return
  wanted=$(order)
  told "both links are measured" 20 '[link("usb0"), link("usb1")] | all(.latencySeconds != null)'

  from_now; phone_unplug 0
  told "the phone that carries is unplugged: it is listed as gone" 2 'link("usb0").up | not'
  told "the phone that carries is unplugged: the other one carries" 2 'link("usb1").carrying'
  over "the phone that carries is unplugged: the stream goes on" 8 1
  told "one link left: the page is warned" 5 '[.cautions[].code] | any(. == "one-link")'
  # The second one in, like a phone plugged in later: its route is the worse one
  from_now; phone_plug 0 300; METRICS="usb0 300 usb1 200"
  told "plugged in again: it is listed and up" 2 'up("usb0") and (link("usb0").carrying | not)'
  told "plugged in again: it is measured" 20 'link("usb0").latencySeconds != null'
  told "two links again: the warning is gone" 10 '[.cautions[].code] | any(. == "one-link") | not'

  from_now; phone_dead 1
  told "the phone that carries is dead: the recipe changes over" 15 'link("usb0").carrying and (link("usb1").carrying | not)'
  over "the phone that carries is dead: the stream goes on" 20 0
  told "the phone that carries is dead: it is listed so" 20 'link("usb1") | .reason == "no answer" and (.usable | not)'
  from_now; phone_alive 1
  told "it lives again: the recipe puts its route back" 15 'link("usb1").carrying'
  told "it lives again: it is measured" 20 'link("usb1") | .usable and .latencySeconds != null'
  [ "$(order)" = "$wanted" ] && pass "all the while it is the same order" "$wanted" || fail "all the while it is the same order" "$wanted, now $(order)"
  curl -s -m 5 $ENCODER/actuator/stream | jq -e .frames.balanced > /dev/null && pass "the books balance" || fail "the books balance"
  alive && pass "neither service was restarted or died" || fail "neither service was restarted or died"
  check "the order to end is taken" 60 give idle
  check "after it nobody publishes to nginx-rtmp any more" 15 silent
  LIVE_ENDED=1
}

METRICS="usb0 100 usb1 200"
put_back() { [ "$(ip rule | wc -l)" = "$RULES" ] && [ "$(ip route show default | awk '{ print $5, $NF }' | sort | xargs)" = "$METRICS" ]; }

echo "tethering tier: $(uname -r), $(nproc) CPU, $(java -version 2>&1 | head -1)"
equipment
sysctl -qw net.ipv4.conf.all.rp_filter=2 net.ipv4.conf.default.rp_filter=2
RULES=$(ip rule | wc -l)
"$PROJECT/host/rucksack-failover" $PHONE_INGEST 1935 > $W/failover.log 2>&1 & FAILOVER_PID=$!
services
from_now; phone_plug 0 100; told "first phone plugged in while running: it is listed and carries" 2 'up("usb0") and link("usb0").carrying and link("usb0").type == "Phone"'
from_now; phone_plug 1 200; told "second phone plugged in while running: it is listed" 2 'up("usb1") and (link("usb1").carrying | not)'
for n in 0 1; do check "the metrics have usb$n" 10 metric_has "rucksack_link_up{.*link=\"usb$n\".*} 1"; done
live
kill -TERM $FAILOVER_PID
check "the recipe, ended, puts routes and rules back" 15 put_back
grep -q "$KEY" $W/encoder.log $W/control.log $W/failover.log && fail "the key is in no log" || pass "the key is in no log"
end
kill $WATCHER_PID $NGINX_PID 2> /dev/null
result "tethering tier" encoder control failover nginx
