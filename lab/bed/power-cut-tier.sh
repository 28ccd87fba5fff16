#!/bin/bash
# power-cut-tier.sh: a power cut below the page cache, inside the device bed. A kernel of its own records to an ext4 card and is switched
# off in the middle, with nobody to write anything back; the next one finds what the card has. Started by .ci/devices, twice:
#
#   power-cut-tier.sh record    records, tells each tenth of a second how far it is, and switches the machine off
#   power-cut-tier.sh find      what is there afterwards; prints a table, and exits with the number of failed checks
#
# The card is /dev/ubda, with ext4 as Raspberry Pi OS mounts it. It is a file of the host's, so a disk that itself forgets what it
# has confirmed is not tried.
set -uo pipefail
HERE=$(dirname "$(readlink -f "$0")")
PROJECT=${PROJECT:-$(readlink -f "$HERE/../..")}
RATE=25 READY=150 SECONDS_RECORDED=12 MOST_SECONDS_LOST=2
CLAIM=$PROJECT/target/bed/claim   # on the host: what was said before the power went
CARD=/card W=/tmp/tier; mkdir -p $CARD $W
. "$HERE/checks"
evidence() { echo "--- report: $(report | jq -c '{state,order,cautions,capture,frames,recording}' 2>&1 | cut -c1-1500)"; }
put() { [ "$(curl -s -m 5 -o $W/answer -w '%{http_code}' -X PUT -H 'Content-Type: application/json' $ENCODER$1 -d "$2")" = "$3" ]; }

start() {
  mount -t ext4 -o noatime /dev/ubda $CARD || { echo "the card cannot be mounted"; exit 90; }
  mkdir -p $CARD/encoder-service; ln -sfn $CARD/encoder-service $W/encoder-service
  service encoder-service RUCKSACK_CAPTURE_SOURCE=test RUCKSACK_SOUND_SOURCE=test RUCKSACK_CAPTURE_WIDTH=640 RUCKSACK_CAPTURE_HEIGHT=360 RUCKSACK_CAPTURE_RATE=$RATE \
    RUCKSACK_ENCODER_NAME=libx264 RUCKSACK_RECORDING_WHEN=always RUCKSACK_RECORDING_KEEPFREEMEGABYTES=50 > $W/encoder.log 2>&1 & ENCODER_PID=$!
  check "encoder-service is ready" "$READY" curl -sf -m 3 $ENCODER/actuator/health/readiness || tail -20 $W/encoder.log
}

record() {
  start
  put /api/settings '{"destination": {"service": "custom", "url": "rtmp://127.0.0.1:9/live"}}' 200 && put /api/key '{"key":"bed-key"}' 204 &&
    put /api/stream/order '{"wanted": "live", "revision": 7}' 200 || fail "key, settings and order are taken" "$(head -c 300 $W/answer)"
  check "it records, though no ingest is there" 60 says '.recording.writing'
  sleep $SECONDS_RECORDED
  put /api/settings '{"sound": {"delayMillis": 123}}' 200 || fail "settings are taken at the last moment" "$(head -c 300 $W/answer)"
  [ $failed = 0 ] || { tail -20 $W/encoder.log; exit $failed; }
  ( while true; do report | jq -r .frames.encoded > "$CLAIM.new" && mv "$CLAIM.new" "$CLAIM"; sleep 0.1; done ) &
  sleep 2
  echo "switched off with $(cat "$CLAIM") frames encoded"
  echo o > /proc/sysrq-trigger   # nothing is unmounted, nothing is written back
  sleep 60; exit 91
}

closed() { curl -s -m 5 $ENCODER/api/recordings | jq -r '.recordings[].parts[] | select(.state == "closed" and .format == "mp4") | .id'; }
finished() { [ -n "$(closed)" ] && curl -s -m 5 $ENCODER/api/recordings | jq -e '[.recordings[].parts[].state] | any(. == "remuxing") | not'; }
find_again() {
  local part frames=0 words='' claimed lost
  start
  check "the key is still there" 5 says .destination.keySet
  check "the order is still there: live" 5 says '.order.wanted == "live"'
  curl -s -m 5 $ENCODER/api/settings | jq -e '.sound.delayMillis == 123' > /dev/null && pass "a setting of the last two seconds is still there" ||
    fail "a setting of the last two seconds is still there" "$(curl -s -m 5 $ENCODER/api/settings | head -c 300)"
  check "the recording that was cut off is made an MP4" 60 finished
  for part in $(closed); do
    curl -s -m 30 -o $W/part.mp4 "$ENCODER/api/recordings/$part"
    frames=$((frames + $(ffprobe -v error -select_streams v:0 -count_packets -show_entries stream=nb_read_packets -of csv=p=0 $W/part.mp4)))
    words+=$(ffmpeg -hide_banner -nostdin -v warning -i $W/part.mp4 -f null - 2>&1 | head -3)
  done
  [ -z "$words" ] && [ $frames -gt 0 ] && pass "ffmpeg decodes it without a message" "$frames frames" || fail "ffmpeg decodes it without a message" "$frames frames; $words"
  read -r claimed < "$CLAIM"; lost=$((claimed - frames))
  [ "${claimed:-0}" -gt $((SECONDS_RECORDED * RATE / 2)) ] && [ $lost -le $((MOST_SECONDS_LOST * RATE)) ] && pass "the recording lost at most $MOST_SECONDS_LOST s" "$lost of $claimed frames at $RATE a second" ||
    fail "the recording lost at most $MOST_SECONDS_LOST s" "$lost of $claimed frames at $RATE a second"
  kill -TERM $ENCODER_PID; wait $ENCODER_PID 2> /dev/null
  umount $CARD && pass "the card is let go" || fail "the card is let go"
  LIVE_ENDED=1
}

case ${1:-} in record) record;; find) find_again; result "power cut" encoder;; *) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2;; esac
