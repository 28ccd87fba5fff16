"""How bright the lamps are: dim at night, full in the sun. No hardware in here, so that it runs on a desk too."""


def brightness(light):
    """Share of full brightness for the light sensor's value, 0 to 65535: dim at night, full in the sun."""
    share = min(max(light, 0), 20000) / 20000
    return 0.04 + 0.96 * share * share


class Smooth:
    """Follows the light sensor slowly and in steps, so that a steady state does not flicker."""

    def __init__(self):
        self.value = brightness(0)
        self._target = None

    def light(self, light):
        """Takes a reading; returns whether the brightness has changed visibly."""
        wanted = brightness(light)
        self._target = wanted if self._target is None else self._target + (wanted - self._target) * 0.1
        if abs(self._target - self.value) > max(0.01, 0.15 * self.value):
            self.value = self._target
            return True
        return False
