#!/bin/bash
# device-tier.sh: both packaged services on real drivers, inside the device bed: a vivid camera (V4L2), an ALSA loopback card and
# a USB gadget that is the board, with nginx-rtmp as ingest and HLS server. Started by .ci/devices; prints a table, and exits with
# the number of failed checks.
#
#   device-bed run -u -s PROJECT -- 'bash /host/lab/bed/device-tier.sh'
#
# One CPU that does everything, camera included: hence 640x360, 25 frames a second, ultrafast, 400 kbit/s.
set -uo pipefail
HERE=$(dirname "$(readlink -f "$0")")
PROJECT=${PROJECT:-$(readlink -f "$HERE/../..")}
RATE=${RATE:-25} READY=${READY:-150}
W=/tmp/tier; mkdir -p $W/{board,hls,encoder,control}
. "$HERE/gadget-board" $W/board
. "$HERE/checks"
CARD=0
KEY=bed-key-$RANDOM$RANDOM

evidence() {
  echo "--- lamps: $(board_lamps)"; echo "--- report: $(report | jq -c '{state,onAir,fault,cautions,capture,sound,frames,uplink}' 2>&1 | cut -c1-1500)"
}
lamp_since() {
  local at what state rest
  while read -r at what state rest; do [ "$at" -gt "$1" ] && [ "$what" = lamp ] && [ "$state" = "$2" ] && return; done < $W/board/heard
  return 1
}
heard_since() { [ "$(board_heard_after "$1")" -gt "${2:-0}" ]; }

# the camera's lens and the microphone's world are no part of what is measured: they go first
flash() { chrt -f 50 perl "$HERE/flash-and-beep" /dev/video0 $CARD >> $W/flash.log 2>&1 & FLASH_PID=$!; }

equipment() {
  camera_set /dev/video0
  flash
  cat > $W/nginx.conf <<NGINX
load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
user root; worker_processes 1; daemon off; error_log $W/nginx.log info; pid $W/nginx.pid;
events { worker_connections 64; }
rtmp { server { listen 127.0.0.1:1935; chunk_size 4096;
  application live { live on; drop_idle_publisher 10s; hls on; hls_path $W/hls; hls_fragment 2s; hls_playlist_length 600s; hls_cleanup off; } } }
http { access_log off; server { listen 127.0.0.1:8088; location /stat { rtmp_stat all; } location /hls { root $W; } } }
NGINX
  nginx -p $W -c $W/nginx.conf 2> $W/nginx.out & NGINX_PID=$!
}

# Left alone, vivid stamps a frame with a time that is still to come: 0.9 of an interval after it was made (vivid-kthread-cap.c)
camera_set() { v4l2-ctl -d "$1" -i 0 -c horizontal_movement=4,timestamp_source=1 > /dev/null 2>> $W/rig.log; }
# unbind and bind are the plug: the driver takes its nodes away and brings them back
drivers=/sys/bus/platform/drivers
camera_plug() { echo vivid.0 > $drivers/vivid/bind; camera_set "$(echo /dev/video*)"; }
camera_unplug() { echo vivid.0 > $drivers/vivid/unbind; }
sound_plug() { echo snd_aloop.0 > $drivers/snd_aloop/bind; }
sound_unplug() { echo snd_aloop.0 > $drivers/snd_aloop/unbind; }

services() {
  service encoder-service RUCKSACK_CAPTURE_WIDTH=640 RUCKSACK_CAPTURE_HEIGHT=360 RUCKSACK_CAPTURE_RATE=$RATE RUCKSACK_ENCODER_NAME=libx264 > $W/encoder.log 2>&1 & ENCODER_PID=$!
  service control-service > $W/control.log 2>&1 & CONTROL_PID=$!
  check "encoder-service is ready with nothing plugged in" "$READY" curl -sf -m 3 $ENCODER/actuator/health/readiness
  check "control-service is ready with nothing plugged in" "$READY" curl -sf -m 3 http://127.0.0.1:8080/actuator/health/readiness
}

# CODE: what came of it
change() { CODE=$(curl -s -m 5 -o $W/settings.json -w '%{http_code}' -X PUT -H 'Content-Type: application/json' $ENCODER/api/settings -d "$1"); [ "$CODE" = 200 ]; }
cautioned() { says "[.cautions[].code] | any(. == \"$1\")"; }
uncautioned() { says "[.cautions[].code] | any(. == \"$1\") | not"; }

settings() {
  local code
  change '{
    "capture": {"source": "v4l2", "device": "auto", "format": "auto", "width": 640, "height": 360, "rate": "'$RATE'"},
    "sound": {"source": "alsa", "device": "auto"},
    "encoder": {"name": "libx264", "videoBitsPerSecond": 400000, "audioBitsPerSecond": 64000},
    "destination": {"service": "custom", "url": "rtmp://127.0.0.1:1935/live"}}' &&
    pass "settings are taken" || fail "settings are taken" "HTTP $CODE $(head -c 200 $W/settings.json)"
  code=$(curl -s -m 5 -o /dev/null -w '%{http_code}' -X PUT -H 'Content-Type: application/json' $ENCODER/api/key -d '{"key":"'$KEY'"}')
  [ "$code" = 204 ] && pass "the stream key is taken" || fail "the stream key is taken" "HTTP $code"
}

# The first `live` on the board must not come before the ingest has media: samples what nginx has, each with the time at which asking
# began and the bytes, until there is something
watch_media() { perl "$HERE/first-media" $INGEST > $W/media; }

# A press that the encoder has not taken within two seconds is refused, as it should be. On a machine that is too busy for that the
# tier would only say so: it waits for five quick answers in a row, with the camera delivering. Curl's own time counts: to start curl
# and jq takes longer than the answer here.
ANSWERS=
calm() {
  local took
  for _ in 1 2 3 4 5; do
    took=$(curl -s -m 3 -o $W/calm.json -w '%{time_total}' $ENCODER/api/stream) && jq -e .capture.delivering $W/calm.json > /dev/null || { ANSWERS+=" no"; return 1; }
    ANSWERS+=" $took"; [[ $took =~ ^0[.,][0-3] ]] || return 1
  done
}

# What the one processor has left over: the rig, the product, nginx and the reader share it
idle() { local cpu user nice system rest; read -r cpu user nice system IDLE rest < /proc/stat; now; }

press_and_live() {
  local start said; now; start=$NOW
  watch_media & local watcher=$!
  board_press a
  check "press a: the lamp goes starting" 5 lamp_since "$start" starting
  check "press a: the lamp goes live" 60 lamp_since "$start" live
  wait $watcher
  said=$(awk -v t="$start" '$1 > t && $2 == "lamp" && $3 == "live" { print $1; exit }' $W/board/heard)
  awk -v said="${said:-0}" '$2 > 0 { had = 1 } $1 > said && $2 == 0 { early = 1 } END { exit !(said && had && !early) }' $W/media &&
    pass "whoever asks nginx after the lamp said live is told of media" "lamp at ${said} ms, asked at: $(awk '{ printf "%s%s (%s bytes)", sep, $1, $2; sep = ", " }' $W/media)" ||
    fail "whoever asks nginx after the lamp said live is told of media" "lamp at ${said:-never} ms, asked at: $(tail -5 $W/media | awk '{ printf "%s%s (%s bytes)", sep, $1, $2; sep = ", " }')"
  check "nginx-rtmp goes on receiving" 10 grows
}

fragments() { [ "$(cat $W/hls/*.m3u8 | grep -c '\.ts')" -ge "$1" ]; }
hls() {
  local spare since; idle; spare=$IDLE since=$NOW
  check "HLS is served: twelve fragments of two seconds" 90 fragments 12
  idle; note "the processor was idle meanwhile" "$(((IDLE - spare) * 1000 / (NOW - since))) % of the time"
  local list; list=$(ls $W/hls/*.m3u8 2>/dev/null | head -1)
  [ -n "$list" ] || return
  cp "$list" $W/watch.m3u8; echo '#EXT-X-ENDLIST' >> $W/watch.m3u8; sed -i "s#^\([^/]*\.ts\)#$W/hls/\1#" $W/watch.m3u8
  nice ffmpeg -y -hide_banner -nostdin -loglevel error -allowed_extensions ALL -i $W/watch.m3u8 -c copy $W/watch.mkv 2> $W/watch.log
  bash "$HERE/flash-to-beep" $W/watch.mkv > $W/offsets 2> $W/offsets.log
  awk '$1 == "frames" { if ($2 > 100 && $4 * 2 > $2) exit 0; exit 1 }' $W/offsets && pass "the picture moves" "$(grep ^frames $W/offsets)" || fail "the picture moves" "$(grep ^frames $W/offsets)"
  local volume; volume=$(ffmpeg -hide_banner -nostdin -i $W/watch.mkv -vn -af volumedetect -f null - 2>&1 | sed -n 's/.*max_volume: \(.*\) dB/\1/p')
  awk -v v="${volume:--99}" 'BEGIN { exit !(v > -20) }' && pass "there is sound" "peak $volume dB" || fail "there is sound" "peak ${volume:-none} dB"
  local seen own; seen=$(grep ^mean $W/offsets); own=$(cat $W/rig 2>/dev/null)
  note "beep after flash in the HLS, ms, one per flash" "$(sed -n 's/^offsets //p' $W/offsets)"
  # Without the rig's own offset, which plain ffmpegs saw on the same devices a minute before
  apart=$(awk -v seen="$seen" -v own="$own" 'BEGIN { if (split(seen, s) < 6 || split(own, o) < 6) exit; printf "%.0f +- %.0f ms (the rig: %d +- %d)\n", s[2] - o[2], sqrt(s[4] ^ 2 + o[4] ^ 2), o[2], o[4] }')
  [ -n "$apart" ] && [ "${apart%% *}" -le 40 ] && [ "${apart%% *}" -ge -40 ] &&
    pass "flash and beep are within 40 ms in the HLS" "$apart" || fail "flash and beep are within 40 ms in the HLS" "${apart:-seen: ${seen:-none}, rig: ${own:-none}}"
}

# What the same devices give to a plain ffmpeg that goes by the drivers' own times: the rig's own offset, taken off what the product
# shows. A plain ffmpeg is off by other 8 ms (standard deviation) each time it starts; hence the mean of several starts. Eleven seconds are
# ten flashes: every phase between flash and frame, once.
RIG_STARTS=4
rig_once() {
  timeout 60 ffmpeg -y -hide_banner -nostdin -loglevel error -thread_queue_size 64 -f v4l2 -ts mono2abs -input_format yuyv422 -framerate $RATE -video_size 640x360 -i /dev/video0 \
    -thread_queue_size 512 -f alsa -ac 2 -ar 48000 -i hw:$CARD,0,0 -frames:v $((RATE * 11)) -fps_mode passthrough -copyts -output_ts_offset -"$(date +%s)" \
    -c:v rawvideo -c:a pcm_s16le $W/rig.nut 2>> $W/rig.log
  bash "$HERE/flash-to-beep" $W/rig.nut 2>> $W/rig.log | sed -n 's/^mean \([^ ]*\) .*/\1/p'
  rm -f $W/rig.nut
}
rig() {
  local start seen= own
  for ((start = 0; start < RIG_STARTS; start++)); do seen+="$(rig_once) "; done
  awk -v n=$RIG_STARTS '{ if (NF < n) exit; for (i = 1; i <= NF; i++) { sum += $i; squares += $i ^ 2 }; mean = sum / NF
      printf "mean %.0f error %.0f of %d\n", mean, sqrt((squares / NF - mean ^ 2) / (NF - 1)), NF }' <<< "$seen" > $W/rig
  own=$(cut -d' ' -f2 $W/rig)
  # A rig further off than a frame measures nothing
  awk -v s="${own:-999}" 'BEGIN { exit !(s <= 40 && s >= -40) }' && pass "the rig itself is within one frame (plain ffmpeg, same devices)" "${own} ms, by start: $seen" ||
    fail "the rig itself is within one frame (plain ffmpeg, same devices)" "${own:-none} ms, by start: $seen; $(tail -3 $W/rig.log)"
}

# What must not change when somebody sets the clock: run, connections, children; and what goes on by itself
standing() { report | jq -r '[.boot, .uplink.reconnects, .order.revision, .state] | join(" ")'; pgrep -x ffmpeg | sort -n | tr '\n' ' '
  for _ in 1 2 3 4 5; do ingest_bytes; [ -z "$SESSION" ] || break; sleep 1; done; echo "session $SESSION"; }
counts() { local said; said=$(report | jq -r '"\(.liveSeconds * 1000 | floor) \(.frames.captured) \(.frames.acknowledged) \(.frames.slate)"'); now; echo "$NOW ${said:-0 0 0 0}"; }
clock_set() { # NAME BY
  local name=$1 start before after had has lamps was is
  before=$(standing); had=$(counts); now; start=$NOW
  date -s "$2" > /dev/null
  check "$name: nginx-rtmp goes on receiving" 15 grows
  check "$name: camera and sound deliver, on air" 10 says '.state == "live" and .onAir and .capture.delivering and .sound.delivering'
  # Whatever sees time stand still or fly, sees it within seconds: the longest patience in here is nginx's ten seconds
  until now; [ $((NOW - start)) -gt 12000 ]; do sleep 0.5; done
  after=$(standing); has=$(counts)
  [ "$before" = "$after" ] && pass "$name: same connection, same processes, still live" "$(tail -1 <<< "$after")" || fail "$name: same connection, same processes, still live" "$before; then $after"
  lamps=$(awk -v t="$start" '$1 > t && $2 == "lamp" { print $3 }' $W/board/heard | sort | uniq -c | xargs)
  [[ $lamps =~ ^[0-9]+\ live$ ]] && pass "$name: the lamp stays live" "heard: $lamps" || fail "$name: the lamp stays live" "heard: ${lamps:-nothing}"
  read -ra was <<< "$had"; read -ra is <<< "$has"
  local passed=$((is[0] - was[0])) live=$((is[1] - was[1])) captured=$((is[2] - was[2])) acknowledged=$((is[3] - was[3])) slate=$((is[4] - was[4]))
  [ $((live - passed)) -lt 3000 ] && [ $((passed - live)) -lt 3000 ] && pass "$name: the time on air goes on" "$(seconds $live) in $(seconds $passed)" || fail "$name: the time on air goes on" "$live ms in $passed ms"
  [ $captured -gt 0 ] && [ $acknowledged -gt 0 ] && pass "$name: frames are captured and acknowledged" "$captured and $acknowledged in $(seconds $passed), slate $slate" || fail "$name: frames are captured and acknowledged" "$had, then $has"
  balanced && pass "$name: the books balance" || fail "$name: the books balance" "$(curl -s -m 5 $ENCODER/actuator/stream | jq -c .frames)"
}
balanced() { curl -s -m 5 $ENCODER/actuator/stream | jq -e .frames.balanced > /dev/null; }

board_left() { curl -sf -m 3 http://127.0.0.1:8080/actuator/prometheus | grep '^rucksack_panel_connected 0' > /dev/null; }
board_replug() {
  local start; board_unplug
  check "board unplugged: the product sees that it is gone" 20 board_left
  check "board unplugged: the stream goes on" 20 grows
  now; start=$NOW; board_plug
  check "board replugged: the lamp is live again" 20 lamp_since "$start" live
  note "its port now" "$(echo /dev/ttyACM*)"
  now; start=$NOW; check "the board hears the heartbeat each second" 5 heard_since "$start" 2
}

camera_replug() {
  local start
  camera_unplug & local unplugging=$!
  check "camera unplugged: the report says that it does not deliver" 10 says '.capture.delivering == false'
  check "camera unplugged: a caution or fault names the camera" 10 says '[.cautions[].code, .fault.code] | any(. == "camera-missing")'
  within 15 $unplugging || fail "the driver let go of the camera" "unbind hangs"
  check "camera unplugged: the connection stays" 15 grows
  note "lamp without the camera" "$(board_lamp)"
  camera_plug
  check "camera replugged: it delivers again without a restart" 20 says '.capture.delivering == true'
  check "camera replugged: the caution is gone" 10 says '[.cautions[].code, .fault.code] | any(. == "camera-missing") | not'
  now; start=$NOW; check "camera replugged: the lamp is live" 20 lamp_since "$start" live
}

sound_replug() {
  sound_unplug & local unplugging=$!
  check "sound unplugged: the report says that it does not deliver" 10 says '.sound.delivering == false'
  check "sound unplugged: the caution no-audio-device" 10 cautioned no-audio-device
  within 15 $unplugging || fail "the driver let go of the sound card" "unbind hangs"
  check "sound unplugged: the stream goes on" 15 grows
  sound_plug
  check "sound replugged: it delivers again without a restart" 20 says '.sound.delivering == true'
  check "sound replugged: the caution is gone" 10 uncautioned no-audio-device
}
within() { for _ in $(seq $(($1 * 2))); do kill -0 "$2" 2> /dev/null || return 0; sleep 0.5; done; return 1; }

# By what the other program prints with each frame: whoever asked the camera itself could be the one that gets it
taken() { grep -q '<' $W/other.log; }
# A camera that somebody else has, and one that cannot give what is asked of it
camera_refusals() {
  local camera; camera=$(echo /dev/video*)
  check "the camera is let go for a test picture" 5 change '{"capture": {"source": "test"}}'
  check "the test picture delivers" 20 says '.capture.source == "test" and .capture.delivering'
  v4l2-ctl -d "$camera" --stream-mmap > $W/other.log 2>&1 & local other=$!
  check "another program has the camera" 10 taken || note "it says" "$(tail -1 $W/other.log)"
  check "the camera is wanted again" 5 change '{"capture": {"source": "v4l2"}}'
  check "a camera that another program has: camera-busy" 15 cautioned camera-busy
  note "it says" "$(report | jq -r '.cautions[] | select(.code == "camera-busy") | .sentence')"
  grep -q 'camera-busy: ' $W/encoder.log && pass "the log says so, too" || fail "the log says so, too"
  kill $other; wait $other 2> /dev/null
  check "the camera is free: it delivers without a restart" 15 says '.capture.source == "v4l2" and .capture.delivering'
  check "the caution camera-busy is gone" 10 uncautioned camera-busy
  check "a format is asked for that it does not have" 5 change '{"capture": {"format": "mjpeg"}}'
  check "a camera without that format: format-refused" 30 cautioned format-refused
  note "it says" "$(report | jq -r '.cautions[] | select(.code == "format-refused") | .sentence')"
  check "any format will do" 5 change '{"capture": {"format": "auto"}}'
  check "it delivers again without a restart" 20 says '.capture.delivering == true'
  check "the caution format-refused is gone" 10 uncautioned format-refused
}

# The camera behind a receiver that knows its signal: vivid's HDMI input, told to have none
signal() { v4l2-ctl -d "$1" -c dv_timings_signal_mode=$2 > /dev/null 2>> $W/rig.log; }
camera_signal() {
  local camera; camera=$(echo /dev/video*)
  check "the camera is let go once more" 5 change '{"capture": {"source": "test"}}'
  check "the test picture delivers again" 20 says '.capture.source == "test" and .capture.delivering'
  v4l2-ctl -d "$camera" -i 3 > /dev/null 2>> $W/rig.log
  v4l2-ctl -d "$camera" -I | grep -q HDMI && pass "the receiver's input is HDMI" || fail "the receiver's input is HDMI" "$(v4l2-ctl -d "$camera" -I 2>&1 | tail -1)"
  check "the receiver is wanted" 5 change '{"capture": {"source": "v4l2"}}'
  check "the receiver delivers" 30 says '.capture.source == "v4l2" and .capture.delivering'
  signal "$camera" 1 || fail "its signal can be taken away" "$(tail -2 $W/rig.log)"
  check "HDMI without a signal: camera-no-signal" 15 cautioned camera-no-signal
  check "HDMI without a signal: its noise is no picture" 5 says '.capture.delivering == false'
  signal "$camera" 0
  check "the signal is back: it delivers without a restart" 30 says '.capture.delivering == true'
  check "the caution camera-no-signal is gone" 10 uncautioned camera-no-signal
}

secrets() {
  local found=
  grep -lq "$KEY" $W/encoder.log $W/control.log && found="$found log"
  { curl -s -m 5 $ENCODER/actuator/prometheus; report; curl -s -m 5 $ENCODER/api/settings; } | grep -q "$KEY" && found="$found API"
  for p in $(pgrep -f 'java|ffmpeg'); do
    tr '\0' '\n' < /proc/$p/cmdline 2>/dev/null | grep -q "$KEY" && found="$found cmdline:$p"
    tr '\0' '\n' < /proc/$p/environ 2>/dev/null | grep -q "$KEY" && found="$found environ:$p"
  done
  [ -z "$found" ] && pass "the key is in no log, metric, answer, cmdline or environ" || fail "the key is in no log, metric, answer, cmdline or environ" "$found"
}

press_and_off() {
  local start; now; start=$NOW; board_press b
  check "press b: the lamp goes idle" 20 lamp_since "$start" idle
  check "press b: nobody publishes to nginx-rtmp any more" 10 silent
}

echo "device tier: $(uname -r), $(nproc) CPU, $(ffmpeg -version | head -1 | cut -d' ' -f1-3), $(java -version 2>&1 | head -1), 640x360 at $RATE"
equipment
rig
kill $FLASH_PID; wait $FLASH_PID 2> /dev/null
camera_unplug; sound_unplug
services
settings
sound_plug; camera_plug; flash
check "camera plugged while running: it was found by itself and delivers" 30 says '.capture.name != null and .capture.delivering'
check "sound plugged while running: it was found by itself and delivers" 30 says '.sound.name != null and .sound.delivering'
now; start=$NOW; board_plug
check "board plugged while running: it is found and shows idle" 20 lamp_since "$start" idle
live() {
  press_and_live
  if lamp_since 0 live; then
    hls
    clock_set "the wall clock set an hour ahead" "1 hour"
    clock_set "the wall clock set an hour back" "1 hour ago"
    board_replug
    camera_replug
    sound_replug
  else
    fail "HLS, flash and beep, unplugging: not tried, as it never came live"
  fi
  alive && pass "neither service was restarted or died" || fail "neither service was restarted or died"
  press_and_off
  now; start=$NOW; board_press a; check "press a again: live again" 40 lamp_since "$start" live
  now; start=$NOW; board_press b; check "press b again: idle again" 20 lamp_since "$start" idle
  LIVE_ENDED=1
}
if check "the services answer quickly: the machine is free enough to press" 120 calm; then live; else
  note "nothing was pressed: on this machine, now, no result would be one"; note "the answers took, in s" "$(tail -c 300 <<< "$ANSWERS")"
fi
camera_refusals
camera_signal
alive && pass "neither service was restarted or died by then" || fail "neither service was restarted or died by then"
secrets
end
kill $FLASH_PID $NGINX_PID 2>/dev/null; board_unplug
result "device tier" encoder control board/firmware nginx rig
