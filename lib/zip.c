/*
 * zip.c - an archive of files; the only file that includes libarchive.
 *
 * What libarchive makes goes to a sink as it comes: the sizes of the file
 * stand behind it in the archive, so that nothing need be read again.
 */
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "sconet.h"

struct zip {
	struct archive *a; /* libarchive's, not archive.c's */
	struct sink *out;  /* borrowed */
	int abandon;       /* what still comes goes nowhere */
	struct fault fault;
};

static la_ssize_t
put(struct archive *a, void *ctx, const void *p, size_t n)
{
	struct zip *z = ctx;

	(void)a;
	if (z->abandon)
		return (la_ssize_t)n;
	return sink_write(z->out, p, n, &z->fault) == -1 ? -1 : (la_ssize_t)n;
}

/* What the sink said, else what libarchive says. */
static int
zip_fault(struct zip *z, struct fault *f)
{
	const char *why = archive_error_string(z->a);

	if (z->fault.kind != NULL) {
		*f = z->fault;
		return -1;
	}
	return fault_set(f, "sortie", 0, "zip : %s", why == NULL ? "?" : why);
}

/* libarchive ends the one before by itself. */
static int
entry(struct zip *z, const char *nom, int64_t date)
{
	struct archive_entry *e;
	int rc;

	if ((e = archive_entry_new()) == NULL)
		return -1;
	archive_entry_set_pathname(e, nom);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_mtime(e, (time_t)date, 0);
	rc = archive_write_header(z->a, e);
	archive_entry_free(e);
	return rc == ARCHIVE_OK ? 0 : -1;
}

/* zip64 would be refused by old readers, and is for 4 GiB and more. */
static int
start(struct zip *z, const char *nom, int64_t date)
{
	if (archive_write_set_format_zip(z->a) != ARCHIVE_OK ||
	    archive_write_set_options(z->a, "zip:!zip64") != ARCHIVE_OK ||
	    archive_write_set_bytes_in_last_block(z->a, 1) != ARCHIVE_OK ||
	    archive_write_open(z->a, z, NULL, put, NULL) != ARCHIVE_OK)
		return -1;
	return entry(z, nom, date);
}

struct zip *
zip_open(const char *nom, int64_t date, struct sink *out, struct fault *f)
{
	struct zip *z;

	if ((z = calloc(1, sizeof(*z))) == NULL ||
	    (z->a = archive_write_new()) == NULL) {
		free(z);
		fault_memory(f);
		return NULL;
	}
	z->out = out;
	if (start(z, nom, date) == -1) {
		zip_fault(z, f);
		zip_close(z);
		return NULL;
	}
	return z;
}

int
zip_suivant(struct zip *z, const char *nom, int64_t date, struct fault *f)
{
	return entry(z, nom, date) == -1 ? zip_fault(z, f) : 0;
}

int
zip_write(struct zip *z, const char *p, size_t n, struct fault *f)
{
	la_ssize_t w;

	while (n > 0) {
		if ((w = archive_write_data(z->a, p, n)) <= 0)
			return zip_fault(z, f);
		p += w;
		n -= (size_t)w;
	}
	return 0;
}

static int
to_entry(void *ctx, const char *p, size_t n, struct fault *f)
{
	return zip_write(ctx, p, n, f);
}

struct sink *
zip_entree(struct zip *z, int fd, struct fault *f)
{
	return sink_vers(fd, to_entry, z, f);
}

int
zip_finish(struct zip *z, struct fault *f)
{
	return archive_write_close(z->a) == ARCHIVE_OK ? 0 : zip_fault(z, f);
}

void
zip_close(struct zip *z)
{
	if (z == NULL)
		return;
	/*
	 * Given up: what is still buffered must not go out.  It is ended all
	 * the same, for libarchive frees nothing of a file that is not.
	 */
	z->abandon = 1;
	(void)archive_write_free(z->a);
	free(z);
}

/* What is wrong with one that is read: libarchive says it in English. */
static int
damaged(struct fault *f)
{
	return fault_set(f, "paquet", 0,
	    "l'archive zip est coupée ou abîmée, ou n'en est pas une");
}

/* One file out of it, at path, of at most *reste bytes. */
static int
extract(struct archive *a, const char *path, int64_t *reste, struct fault *f)
{
	char buf[16 * 1024];
	la_ssize_t n;
	int fd, rc = 0;

	if ((fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600)) == -1)
		return fault_errno(f, "es", path);
	while (rc == 0 && (n = archive_read_data(a, buf, sizeof(buf))) != 0) {
		if (n < 0)
			rc = damaged(f);
		else if ((*reste -= n) < 0)
			rc = fault_set(f, "paquet", 0, "plus de %lld octets",
			    (long long)ZIP_MAX);
		else
			rc = ecrit_tout(fd, buf, (size_t)n, f);
	}
	close(fd);
	return rc;
}

int
zip_extrait(const char *zip,
    int (*place)(void *ctx, const char *nom, struct texte *path,
	struct fault *f),
    void *ctx, struct fault *f)
{
	struct archive *a = archive_read_new();
	struct archive_entry *e;
	struct texte path = { 0 };
	int64_t reste = ZIP_MAX;
	int rc = -1, lu;

	if (a == NULL)
		return fault_memory(f);
	if (archive_read_support_format_zip(a) != ARCHIVE_OK) {
		damaged(f);
		goto out;
	}
	if (access(zip, R_OK) == -1) {
		fault_errno(f, "entree-absente", zip);
		goto out;
	}
	if (archive_read_open_filename(a, zip, 64 * 1024) != ARCHIVE_OK) {
		damaged(f);
		goto out;
	}
	while ((lu = archive_read_next_header(a, &e)) == ARCHIVE_OK) {
		texte_vide(&path);
		if (archive_entry_pathname(e) == NULL ||
		    archive_entry_filetype(e) != AE_IFREG) {
			fault_set(f, "paquet", 0, "ce n'est pas un fichier");
			goto out;
		}
		if (place(ctx, archive_entry_pathname(e), &path, f) == -1 ||
		    texte_fin(&path, f) == NULL ||
		    extract(a, path.s, &reste, f) == -1)
			goto out;
	}
	rc = lu == ARCHIVE_EOF ? 0 : damaged(f);
out:
	(void)archive_read_free(a);
	texte_libere(&path);
	return rc;
}
