// What the tests of a file stand on: a server, a browser, and the people of the test that runs.
import { after, afterEach, before } from "node:test";

import { Person, launch } from "./browser.js";
import { TestServer } from "./server.js";

export class Stage {
  #people = [];

  /** Set up before the first test of the file and taken down behind the last one. */
  static forFile(settings) {
    const stage = new Stage();
    before(() => stage.#build(settings));
    afterEach(() => stage.#clear());
    after(() => stage.#takeDown());
    return stage;
  }

  /** Somebody with a browser of their own, who is gone when the test is over. */
  async enter(url = this.server.url) {
    const person = await Person.open(this.browser, url);
    this.#people.push(person);
    return person;
  }

  async #build(settings) {
    this.server = await TestServer.start(settings);
    this.browser = await launch();
  }

  async #clear() {
    const present = this.#people;
    this.#people = [];
    for (const person of present) await person.close();
  }

  async #takeDown() {
    await this.browser?.close();
    await this.server?.stop();
  }
}
