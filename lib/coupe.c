/*
 * coupe.c - TERM, INT and HUP while there is something to clear: they wait,
 * blocked, and are passed on to the program that is waited for; the work ends
 * as after a fault, clears what it made, and then dies of them.
 */
#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "sconet.h"

/* Those that would kill: nohup's HUP does not. */
static void
deadly(sigset_t *s)
{
	static const int signaux[] = { SIGTERM, SIGINT, SIGHUP };
	struct sigaction sa;
	size_t i;

	sigemptyset(s);
	for (i = 0; i < NELEM(signaux); i++)
		if (sigaction(signaux[i], NULL, &sa) == 0 &&
		    sa.sa_handler != SIG_IGN)
			sigaddset(s, signaux[i]);
}

void
coupe_commence(void)
{
	sigset_t s;

	deadly(&s);
	sigaddset(&s, SIGCHLD);
	(void)sigprocmask(SIG_BLOCK, &s, NULL);
}

void
coupe_finit(void)
{
	sigset_t s;

	deadly(&s);
	sigaddset(&s, SIGCHLD);
	(void)sigprocmask(SIG_UNBLOCK, &s, NULL);
}

int
coupe_faute(struct fault *f)
{
	static const int signaux[] = { SIGTERM, SIGINT, SIGHUP };
	sigset_t s;
	size_t i;

	sigemptyset(&s);
	(void)sigpending(&s);
	for (i = 0; i < NELEM(signaux); i++)
		if (sigismember(&s, signaux[i]) == 1)
			return fault_set(f, "rejeu", 0, "interrompu");
	return 0;
}

int
coupe_attend(pid_t pid, int *st, struct fault *f)
{
	static const struct timespec seconde = { 1, 0 };
	sigset_t s;
	pid_t p;
	int sig;

	deadly(&s);
	sigaddset(&s, SIGCHLD);
	while ((p = waitpid(pid, st, WNOHANG)) != pid) {
		if (p == -1 && errno != EINTR)
			return fault_errno(f, "es", "waitpid");
		if ((sig = sigtimedwait(&s, NULL, &seconde)) <= 0 ||
		    sig == SIGCHLD)
			continue;
		(void)kill(pid, SIGTERM);
		while (waitpid(pid, st, 0) == -1 && errno == EINTR)
			;
		(void)raise(sig); /* it waits again */
		break;
	}
	return coupe_faute(f);
}
