package dev.rucksack.encoder.api;

import dev.rucksack.encoder.broadcast.Broadcast;
import dev.rucksack.encoder.broadcast.Devices;
import java.util.function.LongSupplier;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is plugged in, and what it sees. */
@RestController
class DevicesApi {

    private final Broadcast broadcast;
    private final Snapshots snapshots;

    DevicesApi(Broadcast broadcast, LongSupplier nanos) {
        this.broadcast = broadcast;
        this.snapshots = new Snapshots(broadcast::picture, nanos);
    }

    @GetMapping("/api/devices")
    Devices devices() {
        return broadcast.devices();
    }

    @GetMapping("/api/picture")
    ResponseEntity<byte[]> picture() {
        byte[] jpeg = snapshots
                .jpeg()
                .orElseThrow(() -> new Problem(404, "no-picture", "No picture", "No camera has given a picture yet."));
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(CacheControl.noStore())
                .body(jpeg);
    }
}
