The geometry that is made from Natural Earth is what its script makes (skipped where the map is not installed):

  $ map=/usr/share/qgis/resources/data/world_map.gpkg
  $ if [ ! -r $map ] || ! command -v ogr2ogr >/dev/null
  > then
  >   echo "SKIPPED: the geometry of the examples is not made anew: gdal-bin or qgis-common is not installed"
  >   exit 80
  > fi
  $ cp -r "$ROOT/examples" examples
  $ sh examples/aasc/make-geometry.sh | sed "s|$PWD/||"
  wrote examples/aasc/geo/ukr-oblasts.geojson (* bytes) (glob)
  wrote examples/aasc/geo/border.geojson (* bytes) (glob)
  wrote examples/aasc/geo/posture-300km.geojson (* bytes) (glob)
  wrote examples/minsk/geo/admin.geojson (* bytes) (glob)
  $ diff -r "$ROOT/examples" examples
