#!/bin/sh
# The page of tableau in a browser: on a telephone, in the dark, on paper.
# It is looked at within another page, which has the script that it has not.
. tests/lib.sh

E=examples/ecole
for c in chromium chromium-browser google-chrome; do
	navigateur=$(command -v $c) && break
done
[ -n "$navigateur" ] || skip_all 'no Chromium'

# voit FILE OPTION...: what becomes of the page, without any network.
voit() {
	_f=$1
	shift
	timeout 60 "$navigateur" --headless --no-sandbox --disable-gpu \
	    --disable-dev-shm-usage --user-data-dir="$T/profil" \
	    --hide-scrollbars --no-first-run --disable-extensions \
	    --host-resolver-rules='MAP * ~NOTFOUND' --virtual-time-budget=5000 \
	    --window-size=1400,1000 "$@" "file://$_f" 2>"$T/err"
}
echo '<!DOCTYPE html><p>oui</p>' >"$T/essai.html"
voit "$T/essai.html" --dump-dom | grep -q oui ||
    skip_all 'Chromium does not start here'

# A school in November, with something late and something that waits; its
# académie; a file that is none; names that are long.
mkdir "$T/b"
a=$T/b/ecole.db
SCONET_BASE=$a
export SCONET_BASE
sconet-init -q --communs $E/Communs.xml 0990001N 2019 "$a"
nomen-profile -q -p $E/profil.yaml <$E/Nomenclature.xml >"$T/out"
sts-import -q <$E/sts_emp_0990001N_2019.xml >"$T/out"
bee-import -q <$E/ElevesAvecAdresses.xml >"$T/out"
sconet-init -q --role bea 099 2019 "$T/b/bea.db"
nomen-profile -q -b "$T/b/bea.db" <$E/Nomenclature.xml >"$T/out"
bea-recv -q -b "$T/b/bea.db" <$E/Communs.xml >"$T/out"
bea-send -q | bea-recv -q -b "$T/b/bea.db" >"$T/out" 2>"$T/err"
SOURCE_DATE_EPOCH=1570000000 effectifs-export -q >"$T/out"
echo non >"$T/b/une-base-dont-le-nom-est-fort-long-et-sans-aucun-blanc.db"
sqlite3 -batch "$a" "UPDATE commun SET denom_princ =
    'LYCEE-POLYVALENT-DEPARTEMENTAL-DES-TROIS-RIVIERES-ET-DES-DEUX-PONTS';
    UPDATE division SET libelle_long = 'SIXIEMEBILINGUEOUEST'"
SOURCE_DATE_EPOCH=1573000000
tableau --html >"$T/une.html"
tableau -b "$T/b" --html >"$T/toutes.html" 2>"$T/err"

# cadre FILE WIDTH: what the page is in a window of that width, a line for
# each thing: its width, what sticks out, the worst contrast of its texts.
cadre() {
	{
		printf '<!DOCTYPE html><meta charset="utf-8"><body>'
		printf '<iframe id="f" width="%s" height="800" style="border:0"' "$2"
		printf ' srcdoc="'
		sed 's/&/\&amp;/g; s/"/\&quot;/g' "$1"
		cat <<'END'
"></iframe><pre id="dit"></pre><script>
function lum(c) {
	var v = c.map(function (x) {
		x /= 255;
		return x <= 0.03928 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4);
	});
	return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
}
function rgb(s) { return (s.match(/[\d.]+/g) || []).map(Number); }
function fond(w, e) {
	for (; e; e = e.parentElement) {
		var c = rgb(w.getComputedStyle(e).backgroundColor);
		if (c.length === 3 || c[3] > 0) return c.slice(0, 3);
	}
	return [255, 255, 255];
}
onload = function () {
	var f = document.getElementById('f'), d = f.contentDocument,
	    w = f.contentWindow, r = d.documentElement, sort = [], pire = 99;
	d.querySelectorAll('body *').forEach(function (e) {
		var b = e.getBoundingClientRect(), s = w.getComputedStyle(e);
		if (b.right > r.clientWidth + 1 && !e.closest('.vh,thead'))
			sort.push(e.tagName);
		if (!Array.from(e.childNodes).some(function (n) {
			return n.nodeType === 3 && n.data.trim() !== '';
		}) || ['TITLE', 'DESC'].includes(e.tagName.toUpperCase()))
			return;
		var t = rgb(e instanceof w.SVGElement ? s.fill : s.color),
		    x = lum(t), y = lum(fond(w, e)),
		    k = (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
		if (k < pire) pire = k;
	});
	document.getElementById('dit').textContent = [
		'large ' + r.scrollWidth, 'sort ' + sort.join(','),
		'contraste ' + (pire >= 4.5 ? 'oui' : pire),
		'sombre ' + (lum(fond(w, d.body)) < 0.5 ? 'oui' : 'non'),
		'demande ' + w.performance.getEntriesByType('resource').length,
		'nommes ' + d.querySelectorAll('table > caption, svg > title').length
	].join('\n');
};
</script>
END
	} >"$T/cadre.html"
	shift 2
	voit "$T/cadre.html" --dump-dom "$@" |
	    sed -n '/<pre id="dit">/,/<\/pre>/{s/.*<pre id="dit">//; s/<.*//; p;}'
}

for p in une toutes; do
	for l in 360 1280; do
		cadre "$T/$p.html" $l >"$T/vu"
		is "$(sed '/^nommes/d' "$T/vu")" "large $l
sort 
contraste oui
sombre non
demande 0" "$p: $l wide, nothing sticks out, all can be read, nothing is asked for"
		[ "$(sed -n 's/^nommes //p' "$T/vu")" -gt 10 ]
		ok $? 'and it is all there'
	done
done
cadre "$T/toutes.html" 360 --blink-settings=preferredColorScheme=0 >"$T/vu"
if grep -q 'sombre oui' "$T/vu"; then
	is "$(sed -n 's/^contraste //p' "$T/vu")" oui 'in the dark as well'
else
	skip 'in the dark as well' 'no dark here'
fi
voit "$T/toutes.html" --no-pdf-header-footer --print-to-pdf="$T/p.pdf" \
    >"$T/out"
is "$(head -c 5 "$T/p.pdf")" %PDF- 'it prints'
done_testing
