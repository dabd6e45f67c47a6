/*
 * envoi.c - what goes out is judged, as what comes in is.
 */
#include "sconet.h"

int
envoi_juge(struct stage *sg, const char *nom, struct echange *e,
    const struct options *o, FILE *err, struct fault *f)
{
	size_t i;

	if (stage_judge(sg, f) == -1 ||
	    (!sg->sortant && stage_rejette(sg, f) == -1) ||
	    report_anomalies(err, o, nom, sg, f) == -1)
		return -1;
	e->anomalies += sg->anomalies;
	for (i = 0; i < sg->ntables && !sg->sortant; i++)
		e->rejetes += sg->tables[i].rejetes;
	if (!sg->sortant && sg->anomalies > sg->notes)
		e->statut = ST_PARTIEL;
	return e->numero > 0 ? journal_anomalies(sg->st, e->numero, sg, f) : 0;
}
