# Verbs over the Maven build; CI calls the same ones.
MVN = ./mvnw -ntp -B

.PHONY: help fmt lint test it e2e faults reliability soak bench check

help: ## this list
	@sed -n 's/^\([a-z0-9]*\):[^#]*## /\1\t/p' Makefile

fmt: ## format the code
	$(MVN) -q spotless:apply

lint: ## formatting, -Xlint:all -Werror, Error Prone, NullAway
	$(MVN) -q -Plint -DskipTests test-compile

test: ## unit tests: no process, no sleep
	$(MVN) test

it: ## everything that a JDK 17 alone can run: unit and integration tests, end-to-end with the lab's own ingest
	$(MVN) verify

e2e: ## end to end with what has to be installed: nginx-rtmp, srt-tools, a browser, ip; as root
	$(MVN) -Pe2e verify

faults: ## every fault once, as CI runs it; needs root, nginx-rtmp, iproute2, iptables, libfaketime
	$(MVN) -Pfaults verify

reliability: ## every fault five times, and docs/reliability.md anew from it; takes hours
	$(MVN) -q -DskipTests -Pimage package
	java -jar lab/target/lab-exec.jar scenario --all --times 5 --compare --report --java "$$(.ci/jdk25)/bin/java"

soak: ## an hour of random faults; report in lab/results/
	$(MVN) -q -DskipTests -Pimage package
	java -jar lab/target/lab-exec.jar soak --minutes 60 --out lab/results --java "$$(.ci/jdk25)/bin/java"

bench: ## product against the original's one-liner, side by side, and what watching Speedify costs; results in lab/results/
	$(MVN) -q -DskipTests -Pimage package
	$(MVN) -q -pl lab,encoder-service -Dtest=MasterClockTests -Dsurefire.failIfNoSpecifiedTests=false test
	cp encoder-service/target/clock.md lab/results/clock.md
	java -jar lab/target/lab-exec.jar bench 8 20 "$$(.ci/jdk25)/bin/java"
	java -jar lab/target/lab-exec.jar bench links 60 "$$(.ci/jdk25)/bin/java"

check: lint it e2e ## all of it
