/** The facts of a build that the server writes in front of the worker. */
declare interface IlioFacts {
  build: string;
  headers: string;
  files: { [address: string]: string };
  routes: { [path: string]: { screen: string; title: string } };
}
