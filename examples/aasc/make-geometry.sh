#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the geometry that stems from Natural Earth: examples/aasc/geo (border, oblasts, posture) and
# examples/minsk/geo/admin.geojson. Needs Debian's gdal-bin and qgis-common. The files that it makes are
# committed; run it again only to check them, or after an update of the source:
#
#     sh examples/aasc/make-geometry.sh && git diff --stat
#
# axes.geojson and the lines of the other examples are drawn by hand and are not touched.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
minsk=${here%/*}/minsk
world=${WORLD_MAP:-/usr/share/qgis/resources/data/world_map.gpkg}
command -v ogr2ogr >/dev/null || { echo "make-geometry: ogr2ogr is missing: apt-get install gdal-bin" >&2; exit 2; }
[ -r "$world" ] || { echo "make-geometry: $world is missing: apt-get install qgis-common" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Natural Earth knows the units by FIPS code and by older names: what we call them, ISO 3166-2 first.
cat >"$work/codes.csv" <<'CSV'
fips,id,name
UP01,UA-71,Cherkasy
UP02,UA-74,Chernihiv
UP03,UA-77,Chernivtsi
UP04,UA-12,Dnipropetrovsk
UP05,UA-14,Donetsk
UP06,UA-26,Ivano-Frankivsk
UP07,UA-63,Kharkiv
UP08,UA-65,Kherson
UP09,UA-68,Khmelnytskyi
UP10,UA-35,Kirovohrad
UP11,UA-43,Crimea
UP12,UA-30,Kyiv (city)
UP13,UA-32,Kyiv
UP14,UA-09,Luhansk
UP15,UA-46,Lviv
UP16,UA-48,Mykolaiv
UP17,UA-51,Odesa
UP18,UA-53,Poltava
UP19,UA-56,Rivne
UP20,UA-40,Sevastopol
UP21,UA-59,Sumy
UP22,UA-61,Ternopil
UP23,UA-05,Vinnytsia
UP24,UA-07,Volyn
UP25,UA-21,Zakarpattia
UP26,UA-23,Zaporizhzhia
UP27,UA-18,Zhytomyr
CSV

# sql NAME TYPE STATEMENT: add a layer to the scratch file
sql() {
    ogr2ogr -q -f GPKG -update -append "$work/w.gpkg" "$work/w.gpkg" -nln "$1" -nlt "$2" \
        -dialect sqlite -sql "$3"
}
# write FILE STATEMENT: longitude first, shells anticlockwise, 5 decimals (about 1 m)
write() {
    rm -f "$1"
    ogr2ogr -q -f GeoJSON "$1" "$work/w.gpkg" -nln "$(basename "$1" .geojson)" \
        -dialect sqlite -sql "$2" -lco RFC7946=YES -lco COORDINATE_PRECISION=5
    echo "wrote $1 ($(wc -c <"$1") bytes)"
}

# As shipped, Natural Earth counts Crimea and Sevastopol to Russia; their labels say Ukraine, as does
# resolution 68/262 of the UN General Assembly. "state" follows the label.
ogr2ogr -q -f GPKG "$work/w.gpkg" "$world" -nln units -nlt MULTIPOLYGON -dialect sqlite -sql "
    SELECT fips, geom, CASE WHEN adm0_a3 = 'UKR' OR woe_label LIKE '%UA, Ukraine%'
                            THEN 'UKR' ELSE adm0_a3 END AS state
    FROM states_provinces WHERE adm0_a3 IN ('UKR', 'RUS')"
ogr2ogr -q -f GPKG -update -append "$work/w.gpkg" "$work/codes.csv" -nln codes
sql states MULTIPOLYGON "SELECT state, ST_Union(geom) AS geom FROM units GROUP BY state"

# The shared boundary comes out from the Belarusian end to the Sea of Azov; reversed, so that Ukraine is
# on the left. Over the water there is no shared boundary, so the strait of Kerch is no part of it.
sql border LINESTRING "
    SELECT 'ukr-rus' AS id, 'Ukraine - Russia, land border' AS name,
           CASE WHEN ST_Y(ST_StartPoint(line)) > ST_Y(ST_EndPoint(line))
                THEN ST_Reverse(line) ELSE line END AS geom
    FROM (SELECT ST_LineMerge(CollectionExtract(ST_Intersection(u.geom, r.geom), 2)) AS line
          FROM states u, states r WHERE u.state = 'UKR' AND r.state = 'RUS')"

# 300 km around the border: the buffer is drawn in a conformal projection fitted to these latitudes and
# densified to edges of at most 5 km before it goes back to degrees.
plane='+proj=lcc +lat_1=46.5 +lat_2=54 +lat_0=50 +lon_0=36 +datum=WGS84 +units=m'
ogr2ogr -q -f GPKG "$work/plane.gpkg" "$work/w.gpkg" border -t_srs "$plane" -segmentize 0.05 -nln border
ogr2ogr -q -f GPKG "$work/near.gpkg" "$work/plane.gpkg" -nln near -nlt POLYGON -dialect sqlite -sql "
    SELECT ST_Segmentize(ST_Buffer(geom, 300000, 60), 5000) AS geom FROM border"
ogr2ogr -q -f GPKG -update -append "$work/w.gpkg" "$work/near.gpkg" near -t_srs EPSG:4326

write "$here/geo/ukr-oblasts.geojson" "
    SELECT c.id, c.name, u.geom FROM units u JOIN codes c ON c.fips = u.fips ORDER BY c.id"
write "$here/geo/border.geojson" "SELECT id, name, geom FROM border"
write "$here/geo/posture-300km.geojson" "
    SELECT 'posture-300km' AS id, 'Russia within 300 km of its land border with Ukraine' AS name,
           CollectionExtract(ST_Intersection(r.geom, n.geom), 3) AS geom
    FROM states r, near n WHERE r.state = 'RUS'"
write "$minsk/geo/admin.geojson" "
    SELECT 'donetsk-luhansk' AS id, 'Donetsk and Luhansk oblasts' AS name, ST_Union(geom) AS geom
    FROM units WHERE fips IN ('UP05', 'UP14')
    UNION ALL
    SELECT 'ukraine', 'Ukraine', geom FROM states WHERE state = 'UKR'"

# Rounding may fold a thin corner over itself: better to stop here than to be refused by the reader.
for f in "$here/geo/ukr-oblasts.geojson" "$here/geo/posture-300km.geojson" "$minsk/geo/admin.geojson"; do
    ogrinfo -q "$f" -dialect sqlite \
        -sql "SELECT min(ST_IsValid(geometry)) AS ok FROM \"$(basename "$f" .geojson)\"" |
        grep -q 'ok (Integer) = 1' || { echo "make-geometry: $f has an invalid polygon" >&2; exit 1; }
done
