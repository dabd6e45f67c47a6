/*
 * programme.c - what every program does around its own work.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sconet.h"

/* The directory of what was called as argv0; "": PATH had it. */
static void
directory(const char *argv0, char *buf, size_t n)
{
	const char *fin = strrchr(argv0, '/');
	int len = snprintf(buf, n, "%.*s", fin == NULL ? 0 : (int)(fin - argv0),
	    argv0);

	if (len < 0 || (size_t)len >= n)
		buf[0] = '\0';
}

int
programme_lance(const struct programme *p, int argc, char *argv[])
{
	struct options o;
	struct fault f = { 0 };
	char bin[sizeof(o.bin)];
	int status;

	commence();
	directory(argc > 0 ? argv[0] : "", bin, sizeof(bin));
	status = options_parse(&o, p, argc, argv, stdout, stderr);
	if (status != -1)
		return status;
	memcpy(o.bin, bin, sizeof(bin));
	/* Before anything is done: what an output must not replace. */
	if (sorties_justes(&o, NULL, &f) == -1) {
		report_fault(stderr, &o, "-", &f);
		status = fault_status(&f);
	} else
		status = p->fait != NULL
		    ? p->fait(&o)
		    : import_run(p->imports, &o, STDIN_FILENO, NULL,
			  STDOUT_FILENO, stderr);
	options_free(&o);
	return status;
}

int
programme_refuse(const struct options *o, const char *why)
{
	struct fault f = { 0 };

	fault_set(&f, "usage", 0, "%s", why);
	report_fault(stderr, o, "-", &f);
	return fault_status(&f);
}
