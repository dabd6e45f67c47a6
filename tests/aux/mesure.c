/*
 * mesure.c - run a command, and say what it took:
 *
 *	mesure FILE COMMAND...
 *
 * FILE gets the seconds it ran and the KiB it had in memory at most.  The
 * exit status is the command's.
 */
#include <sys/resource.h>
#include <sys/wait.h>

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) == -1)
		return 0;
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char *argv[])
{
	struct rusage u;
	double begun = now();
	int status;
	FILE *fp;
	pid_t pid;

	if (argc < 3)
		return 64;
	if ((pid = fork()) == 0) {
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	if (pid == -1 || waitpid(pid, &status, 0) != pid ||
	    getrusage(RUSAGE_CHILDREN, &u) == -1 ||
	    (fp = fopen(argv[1], "w")) == NULL)
		return 74;
	if (fprintf(fp, "%.2f %ld\n", now() - begun, u.ru_maxrss) < 0 ||
	    fclose(fp) == EOF)
		return 74;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
